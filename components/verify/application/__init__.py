"""The application: its code with what was prepared, compiled, imported, and tried in the finished image."""
from verify.application.code import Code
from verify.application.order import Order, read_order

__all__ = ["Code", "Order", "read_order"]

"""The image that starts from scratch: the system that an environment needs, and the proof that it is all there."""
from verify.minimal.system import lay_out_system

__all__ = ["lay_out_system"]

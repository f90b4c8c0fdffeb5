"""What is in the image: the bytes of each package, the system's packages, and the bill of materials."""
from verify.inventory.documents import write_documents
from verify.inventory.gpu import warn_of_gpu
from verify.inventory.system_components import components, components_of, python_component
from verify.inventory.system_packages import APK, Package, beside_basic, read_packages

__all__ = [
    "APK", "Package", "beside_basic", "components", "components_of", "python_component", "read_packages",
    "warn_of_gpu", "write_documents",
]  # fmt: skip

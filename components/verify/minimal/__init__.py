"""The image that starts from scratch: the system that an environment needs, and the proof that it is all there."""
from verify.minimal.system import lay_out_system
from verify.minimal.tree import MinimalTree

__all__ = ["MinimalTree", "lay_out_system"]

import os
from unittest import mock

from verify.distribution.installed import read_distributions
from verify.inventory.gpu import warn_of_gpu
from verify.stage.files import elf_files
from scratch import ScratchTest
from tiny_elf import tiny_elf

LARGE = b"x" * 12_000_000


class TestGpuWarning(ScratchTest):
    def warnings(self, chosen=None):
        return warn_of_gpu(chosen, read_distributions(self.environment), elf_files(self.environment))

    def setUp(self) -> None:
        super().setUp()
        cleared = mock.patch.dict(os.environ)
        cleared.start()
        self.addCleanup(cleared.stop)
        os.environ.pop("CUDA_VERSION", None)

    def test_names_bytes_the_largest_and_what_leaves_them_out(self):
        self.install("torch", {"torch/__init__.py": LARGE}, version="2.15.0", requires=["nvidia-cublas", "triton"])
        for name in ("nvidia-cublas", "nvidia_cudnn_cu13", "triton", "nvidia-nccl-cu13"):
            self.install(name, {f"{name}.bin": LARGE + b"x" * len(name)})
        (text,) = self.warnings()
        self.assertEqual(text, (
            "48 MB of the environment serve a GPU alone (nvidia_cudnn_cu13 12 MB, nvidia-nccl-cu13 12 MB, nvidia-cublas 12 MB "
            'and 1 more). If this image runs without one, torchBackend: "cpu" leaves them out.'
        ))  # fmt: skip

    def test_counts_the_compiled_files_of_a_build_for_cuda(self):
        files = {"torch/lib/libtorch_cuda.so": tiny_elf(needed=["libcudart.so.12"]) + LARGE, "torch/lib/libtorch.so": tiny_elf() + LARGE}
        self.install("torch", files, version="2.9.0+cu126")
        self.assertIn("12 MB of the environment serve a GPU alone (torch 12 MB). If", self.warnings()[0])

    def test_without_torch_names_what_requires_them(self):
        self.install("nvidia-nccl-cu12", {"x.bin": LARGE})
        self.install("xgboost", {"xgboost.py": ""}, requires=["nvidia-nccl-cu12"])
        self.assertTrue(self.warnings()[0].endswith("take builds for CPUs of xgboost, where there are any."), self.warnings())

    def test_nothing_where_there_is_little_or_the_base_is_for_gpus(self):
        self.install("nvidia-ml-py", {"pynvml.py": "x"})
        self.assertEqual(self.warnings(), [])
        self.install("triton", {"triton.bin": LARGE})
        self.assertEqual(len(self.warnings()), 1)
        self.assertEqual(self.warnings("cu128"), [])
        os.environ["CUDA_VERSION"] = "12.6"
        self.assertEqual(self.warnings(), [])

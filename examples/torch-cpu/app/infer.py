"""Multiplies two matrices on the CPU."""

import torch

print(torch.ones(2, 2) @ torch.ones(2, 2))

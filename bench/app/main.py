"""Greets: the application code of the benchmark, edited while it runs."""

print("hello")

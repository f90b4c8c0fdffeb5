"""Prints a price."""

from prices import price

print(price(123_456_789))

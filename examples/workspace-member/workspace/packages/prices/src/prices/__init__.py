"""Prices, as people read them."""

import humanize


def price(cents: int) -> str:
    """A price in euros."""
    return f"{humanize.intcomma(cents / 100, 2)} EUR"

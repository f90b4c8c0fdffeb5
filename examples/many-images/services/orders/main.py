"""The service orders."""

import humanize

print("orders:", humanize.intcomma(1234567))

"""The service search."""

import humanize

print("search:", humanize.intcomma(1234567))

"""The service billing."""

import humanize

print("billing:", humanize.intcomma(1234567))

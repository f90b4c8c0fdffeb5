"""Prints how much a large number is, in words."""

import humanize

print(humanize.intword(123_456_789))

"""The application."""

import humanize

print(humanize.ordinal(3), "stage")

"""The list of checks that an image has to pass."""

CHECKS = []


def check(function):
    """Registers a check; it fails by raising."""
    CHECKS.append(function)
    return function

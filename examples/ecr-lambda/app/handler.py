"""What Lambda calls: `handler.handle`."""


def handle(event: dict, _context: object) -> dict[str, str]:
    return {"greeting": f"Hello, {event.get('name', 'world')}!"}

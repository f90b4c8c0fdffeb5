"""A web service."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    """Greets."""
    return "Hello from Cloud Run"

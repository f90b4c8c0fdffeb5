"""A web service."""

from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def health():
    """Tells the cluster that requests can be served."""
    return {"status": "ok"}

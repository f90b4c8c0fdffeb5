"""A page that greets, and a check of health."""

from flask import Flask, render_template, request

app = Flask(__name__)


@app.get("/")
def home() -> str:
    return render_template("home.html", name=request.args.get("name", "world"))


@app.get("/healthz")
def health() -> dict[str, str]:
    return {"status": "ok"}

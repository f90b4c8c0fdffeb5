"""Converts temperatures."""

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI(title="Temperatures")


class Temperature(BaseModel):
    celsius: float
    fahrenheit: float


@app.get("/celsius/{celsius}")
async def from_celsius(celsius: float) -> Temperature:
    return Temperature(celsius=celsius, fahrenheit=celsius * 9 / 5 + 32)

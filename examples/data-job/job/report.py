"""Sums the orders of each city, prints the result and keeps it in out/."""

from pathlib import Path

import pandas

orders = pandas.read_csv(Path(__file__).with_name("orders.csv"))
report = orders.groupby("city")["total"].sum().sort_values(ascending=False)
report.to_csv("out/report.csv")
print(report.to_string())

"""Builds and pushes the image of a service, and tells what to deploy."""

import pulumi
from pulumi_python_image import PythonImage

config = pulumi.Config()
registry = config.get("registry") or "127.0.0.1:5000"

image = PythonImage(
    "report",
    repository=config.get("repository") or f"{registry}/report",
    requirements="../service/requirements.txt",
    source="../service",
    command=["python", "report.py"],
)

pulumi.export("ref", image.ref)
pulumi.export("digest", image.digest)
pulumi.export("size", image.size)

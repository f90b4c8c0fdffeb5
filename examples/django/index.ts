import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";
const port = 8000;

const image = new PythonImage("django", {
    repository: config.get("repository") ?? `${registry}/django`,
    requirements: "requirements.txt",
    source: "app",
    // What this writes below the working directory is in the image, in the layer of the source.
    prepare: [["python", "manage.py", "collectstatic", "--no-input"]],
    // Both run in the finished image, as its user and without a network, before anything is pushed.
    smokeTests: [
        ["python", "manage.py", "check"],
        ["python", "manage.py", "test", "--no-input"],
    ],
    importCheck: ["django", "whitenoise", "gunicorn", "site_settings.wsgi"],
    // All else is read-only for the application.
    writable: ["/var/lib/guestbook"],
    environment: { DJANGO_SETTINGS_MODULE: "site_settings.settings", PYTHONUNBUFFERED: "1" },
    labels: { "com.example.stack": pulumi.interpolate`${pulumi.getProject()}/${pulumi.getStack()}` },
    ports: [port],
    command: ["python", "start.py", `${port}`],
});

export const { ref, digest, size } = image;

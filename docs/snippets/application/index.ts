import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const repository = config.get("repository") ?? "127.0.0.1:5000/team/api";

// #region steps
const shop = new PythonImage("shop", {
    repository,
    packages: ["django>=5.2", "gunicorn", "whitenoise"],
    source: "app",
    environment: { DJANGO_SETTINGS_MODULE: "shop.settings" },
    // After the source was laid out: with the network, as root; what it writes is part of the image.
    prepare: [["python", "manage.py", "collectstatic", "--no-input"]],
    // In the finished image: as its user, without a network. Each has to exit 0, or nothing is pushed.
    smokeTests: [["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"]],
    // Everything else belongs to root.
    writable: ["media"],
    command: ["gunicorn", "--bind=0.0.0.0:8000", "shop.wsgi"],
});
// #endregion steps

export const refs = [shop.ref];

import * as pulumi from "@pulumi/pulumi";
import { PythonImage } from "pulumi-python-image";

const config = new pulumi.Config();
const registry = config.get("registry") ?? "127.0.0.1:5000";

/** Services of one repository: one environment, and code of their own. */
const services = ["billing", "orders", "search"];

const images = services.map((service) => ({
    service,
    image: new PythonImage(service, {
        repository: `${config.get("repository") ?? `${registry}/many-images`}/${service}`,
        // The same for all, so it is resolved, installed and proven once; the others take it from the engine's cache.
        requirements: "requirements.txt",
        source: `services/${service}`,
        command: ["python", "main.py"],
    }),
}));

/** What to deploy, by service. */
export const refs = Object.fromEntries(images.map(({ service, image }) => [service, image.ref]));

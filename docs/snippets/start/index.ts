import { PythonImage } from "pulumi-python-image";

const image = new PythonImage("hello", {
    repository: "127.0.0.1:5000/hello",
    packages: ["humanize==4.13.0"],
    command: ["python", "-c", "import humanize; print(humanize.naturalsize(10**9))"],
});

export const { ref, digest, size } = image;

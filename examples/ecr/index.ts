import { EcrRepository, PythonImage } from "pulumi-python-image";

const repository = new EcrRepository("reports", { keepImages: 30 });
const image = new PythonImage("reports", {
    repository: repository.url,
    registry: repository.login,
    requirements: "requirements.txt",
    source: "app",
    command: ["python", "reports.py"],
});

export const { ref, digest, size } = image;
export const repositoryArn = repository.arn;

import type {
    EcrRepositoryArgs,
    GitLogin,
    Healthcheck,
    ImageComparisonArgs,
    PackageIndex,
    PythonImageArgs,
    RegistryLogin,
    SizeBudget,
} from "../components";

/** A value for each property: one that is new does not compile without, nor one of a wrong type. */
type Values<T> = { [name in keyof T]-?: NonNullable<T[name]> };

const registryLogin: Values<RegistryLogin> = { server: "ghcr.io", username: "ci", password: "a-token" };
const packageIndex: Values<PackageIndex> = {
    url: "https://packages.example.org/simple",
    extraUrls: ["https://mirror.example.org/simple"],
    username: "ci",
    password: "a-token",
};
const gitLogin: Values<GitLogin> = { host: "github.com", username: "x-access-token", password: "a-token" };
const healthcheck: Values<Healthcheck> = {
    command: ["python", "-m", "app.health"],
    intervalSeconds: 10,
    timeoutSeconds: 2,
    startPeriodSeconds: 5,
    retries: 3,
};
const sizeBudget: Values<SizeBudget> = { compressedBytes: 80e6, unpackedBytes: 250e6, growthPercent: 5 };

const pythonImage: Values<PythonImageArgs> = {
    repository: "ghcr.io/team/api",
    tag: "1.4.2",
    registry: registryLogin,
    push: false,
    sizeBudget,
    baseUpdates: "follow",
    reuse: false,
    reuseFrom: ["ghcr.io/team/api-staging"],
    insecure: true,
    platforms: ["linux/amd64", "linux/arm64"],
    engines: { "linux/arm64": "ssh://builder@arm.example.org" },
    pythonVersion: "3.13",
    base: "slim",
    builderImage: "registry.example.org/python:3.13",
    runtimeImage: "registry.example.org/python:3.13-slim",
    strategy: "minimal",
    venvName: "venv",
    runtimePackages: ["git"],
    prune: "max",
    keep: ["lib/python3.13/site-packages/plotly/package_data/**"],
    bytecode: "all",
    importCheck: ["pandas", "scipy.linalg"],
    platform: "linux/arm64",
    compression: "zstd",
    compressionLevel: 12,
    requirements: "../api/uv.lock",
    packages: ["flask>=3", "gunicorn"],
    extras: ["postgres"],
    groups: ["production"],
    member: "storefront",
    installProject: false,
    installer: "pip",
    installerVersion: "0.12.1",
    index: packageIndex,
    gitLogins: [gitLogin],
    buildEnvironment: { CMAKE_ARGS: "-DGGML_BLAS=ON" },
    buildConstraints: ["setuptools<81"],
    noBuildIsolation: ["flash-attn"],
    torchBackend: "cpu",
    caCertificates: ["company-ca.pem"],
    buildPackages: ["libpq-dev"],
    source: "../app",
    workdir: "/srv",
    prepare: [["python", "manage.py", "collectstatic", "--no-input"]],
    smokeTests: [["python", "manage.py", "check"]],
    writable: ["media", "/var/lib/shop"],
    command: ["gunicorn", "--bind=0.0.0.0:8000", "wsgi:app"],
    entrypoint: ["python", "-m", "awslambdaric"],
    environment: { DJANGO_SETTINGS_MODULE: "shop.settings" },
    labels: { "org.opencontainers.image.source": "https://github.com/team/api" },
    ports: [8000],
    healthcheck,
    user: "10001:10001",
};

const ecrRepository: Values<EcrRepositoryArgs> = {
    repositoryName: "team/api",
    keepImages: 20,
    untaggedDays: 7,
    scanOnPush: true,
    immutableTags: false,
    kmsKey: "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d",
    forceDelete: true,
    tags: { team: "data" },
};

const imageComparison: Values<ImageComparisonArgs> = {
    ...pythonImage,
    variants: { slim: {}, minimal: { strategy: "minimal" } },
};

/** Examples by the name of the class or type, and of its property. */
export const examples: { [name: string]: { [property: string]: unknown } } = {
    PythonImage: pythonImage,
    ImageComparison: imageComparison,
    ImageVariant: pythonImage,
    EcrRepository: ecrRepository,
    RegistryLogin: registryLogin,
    PackageIndex: packageIndex,
    GitLogin: gitLogin,
    Healthcheck: healthcheck,
    SizeBudget: sizeBudget,
};

import { createHash } from "node:crypto";
import { type GitServer, startGitServer } from "./git-server";
import { otherPackage, type PackageIndexServer, privatePackage, startPackageIndex } from "./package-index";

/** A value that no quoting may change. */
export const buildToken = `bu1ld's "t0ken" \\ $HOME \`id\`\nsecond-line-of-it `;

/** Its build works with the right variable alone. */
const setup = [
    "import hashlib, os",
    "from setuptools import setup",
    `assert hashlib.sha256(os.environ["BUILD_TOKEN"].encode()).hexdigest() == "${createHash("sha256").update(buildToken).digest("hex")}"`,
    'setup(name="company-git", version=os.environ["COMPANY_VERSION"], py_modules=["company_git"])',
];

/** A project whose requirements come from a private index, a private repository, and an address with a token. */
export interface PrivateProject {
    index: PackageIndexServer;
    git: GitServer;
    /** The text of its requirements file. */
    requirements: string;
    /** Packages beside them. */
    packages: string[];
    /** What its build sees. */
    buildEnvironment: { BUILD_TOKEN: string; INDEX_TOKEN: string; COMPANY_VERSION: string };
    /** All that must be shown nowhere. */
    secrets: string[];
    stop(): void;
}

/** Starts the servers of such a project. */
export async function privateProject(): Promise<PrivateProject> {
    const index = await startPackageIndex();
    const git = await startGitServer({ lib: { "setup.py": setup.join("\n"), "company_git.py": 'SAYS = "hello"\n' } });
    const requirements = [
        `-e git+http://${git.host}/lib.git@v1#egg=company-git`,
        `${otherPackage} @ http://ci:\${INDEX_TOKEN}@${new URL(index.url).host}/packages/company_url-1.0-py3-none-any.whl`,
    ];
    return {
        index,
        git,
        requirements: requirements.join("\n"),
        packages: [privatePackage],
        buildEnvironment: {
            BUILD_TOKEN: buildToken,
            INDEX_TOKEN: encodeURIComponent(index.password),
            COMPANY_VERSION: "1.2.3",
        },
        secrets: [index.password, git.password, ...buildToken.trim().split("\n")],
        stop: () => {
            index.stop();
            git.stop();
        },
    };
}

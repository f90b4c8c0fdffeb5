import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { normalizedName, parseRequirements, textToInstall } from "../../components/python-image/plan/requirements-file";

describe("lines of a requirements file", () => {
    /** Without markers, which one test is about. */
    const parsed = (text: string) =>
        parseRequirements(text).map((line) =>
            Object.fromEntries(Object.entries(line).filter(([key]) => key !== "marker")),
        );

    test("the marker of a requirement, wherever it stands", () => {
        const markers = parseRequirements(
            "six ; os_name == 'nt'\nsix==1 ; os_name == 'nt' --hash=sha256:0a\n./lib[a]; os_name == 'nt'\n" +
                "a @ git+https://example.org/a ; os_name == 'nt'\nhttps://example.org/a.whl ; os_name == 'nt'\nsix\n-e ./lib\n",
        ).map((line) => ("marker" in line ? line.marker : undefined));
        assert.deepEqual(markers, [...Array(5).fill("os_name == 'nt'"), undefined, undefined]);
    });

    test("comments, empty lines, continuations, a byte order mark and line ends of Windows", () => {
        const text =
            "\uFEFF# first\r\n\r\nsix==1.17.0 \\\r\n    --hash=sha256:0a \\\r\n    --hash=sha256:0b\r\n   attrs # why\r\n";
        assert.deepEqual(parsed(text), [
            { kind: "package", name: "six", hashed: true },
            { kind: "package", name: "attrs", hashed: false },
        ]);
    });

    test("a comment ends with its line, whatever it ends in", () => {
        assert.deepEqual(parsed("# see C:\\temp\\\nnumpy\n  # so \\\n./lib\n"), [
            { kind: "package", name: "numpy", hashed: false },
            { kind: "local", path: "lib", suffix: "" },
        ]);
        assert.equal(textToInstall("# a \\\nnumpy\n./lib\n"), "# a \\\nnumpy\n# in a step of its own: ./lib\n");
    });

    test("extras behind the name in a fragment, and PDM's name of the file's directory", () => {
        for (const line of ["-e file:./lib#egg=mylib[extra]", "-e ./lib#egg=mylib[extra]", "./lib[extra]"]) {
            assert.deepEqual(parsed(line), [{ kind: "local", path: "lib", suffix: "[extra]" }], line);
        }
        assert.deepEqual(parsed(`mylib @ file:///${"$"}{PROJECT_ROOT}/lib`), [
            { kind: "local", path: "lib", suffix: "" },
        ]);
    });

    test("repositories are no more editable, and named; other files stay as they are", () => {
        const url = "git+https://example.org/six@1.17.0";
        assert.equal(textToInstall(`-e ${url}#egg=six\n`), `six @ ${url}#egg=six\n`);
        assert.equal(textToInstall(`-e ${url}#subdirectory=a&egg=six[x]`), `six[x] @ ${url}#subdirectory=a&egg=six[x]`);
        assert.equal(textToInstall(`--editable=${url}`), url);
        assert.equal(textToInstall(`${url}\nsix\n`), undefined);
    });

    test("a number sign inside a word is no comment", () => {
        assert.deepEqual(parsed("https://example.org/a.zip#sha256=0a"), [
            { kind: "remote", url: "https://example.org/a.zip#sha256=0a" },
        ]);
    });

    test("nested files in all spellings", () => {
        for (const line of ["-r a.txt", "-ra.txt", "--requirement a.txt", "--requirement=a.txt", "-r 'a.txt'"]) {
            assert.deepEqual(parsed(line), [{ kind: "include", path: "a.txt" }], line);
        }
        for (const line of ["-c ../a.txt", "-c../a.txt", "--constraint ../a.txt", "--constraint=../a.txt"]) {
            assert.deepEqual(parsed(line), [{ kind: "constraint", path: "../a.txt" }], line);
        }
    });

    test("directories of archives", () => {
        for (const line of ["-f wheels", "-f ./wheels", "--find-links wheels", '--find-links="wheels"']) {
            assert.deepEqual(parsed(line), [{ kind: "links", path: "wheels" }], line);
        }
    });

    test("other options are left to the installer", () => {
        for (const text of [
            "--index-url https://example.org/simple",
            "--no-binary :all:",
            "--require-hashes",
            "--pre",
            "--find-links https://example.org/wheels",
        ]) {
            assert.deepEqual(parsed(text), [{ kind: "option", text }]);
        }
    });

    test("packages with extras, versions and markers, their names normalised", () => {
        const lines = [
            "Foo_Bar",
            "foo.bar [x, y] >= 1, < 2",
            "foo--bar; python_version < '3.12'",
            "foo-bar==1.0 ; sys_platform == 'linux'",
        ];
        for (const line of lines) {
            assert.deepEqual(parsed(line), [{ kind: "package", name: "foo-bar", hashed: false }], line);
        }
        assert.equal(normalizedName("A.._-B"), "a-b");
    });

    test("local projects and archives, with what follows the path", () => {
        const cases: [string, string, string][] = [
            [".", ".", ""],
            ["..", "..", ""],
            ["-e .", ".", ""],
            ["--editable=./lib", "lib", ""],
            ["-e '../my lib'", "../my lib", ""],
            ["./lib[dev,test]", "lib", "[dev,test]"],
            ["-e .[dev]", ".", "[dev]"],
            ["./lib ; python_version < '3.13'", "lib", "; python_version < '3.13'"],
            ["./lib[dev]; sys_platform == 'linux'", "lib", "[dev] ; sys_platform == 'linux'"],
            ["libs/x", "libs/x", ""],
            ["/opt/lib", "/opt/lib", ""],
            ["file:///opt/lib", "/opt/lib", ""],
            ["-e file:../lib", "../lib", ""],
            ["wheels/a-1.0-py3-none-any.whl --hash=sha256:0a", "wheels/a-1.0-py3-none-any.whl", ""],
            ["a-1.0.tar.gz", "a-1.0.tar.gz", ""],
            ["a @ ./lib", "lib", ""],
            ["a[dev] @ file:///opt/lib ; os_name == 'posix'", "/opt/lib", "[dev] ; os_name == 'posix'"],
        ];
        for (const [line, path, suffix] of cases) {
            assert.deepEqual(parsed(line), [{ kind: "local", path, suffix }], line);
        }
    });

    test("old ways to tell a project's name, and addresses without spaces", () => {
        assert.deepEqual(parsed("-e ./lib#egg=lib\nlib @ ./x#egg=lib"), [
            { kind: "local", path: "lib", suffix: "" },
            { kind: "local", path: "x", suffix: "" },
        ]);
        for (const url of ["https://example.org/a-1-py3-none-any.whl", "https://example.org/a.tar.gz#sha256=0a"]) {
            assert.deepEqual(parsed(`a@${url}\na[x]@${url}`), [
                { kind: "remote", url },
                { kind: "remote", url },
            ]);
        }
    });

    test("addresses of archives and repositories", () => {
        for (const [line, url] of [
            ["https://example.org/a.whl", "https://example.org/a.whl"],
            ["a @ https://example.org/a.whl", "https://example.org/a.whl"],
            ["-e git+ssh://git@example.org/a.git@v1#egg=a", "git+ssh://git@example.org/a.git@v1#egg=a"],
            ["a[x] @ git+https://example.org/a ; os_name == 'posix'", "git+https://example.org/a"],
        ] as const) {
            assert.deepEqual(parsed(line), [{ kind: "remote", url }], line);
        }
    });
});

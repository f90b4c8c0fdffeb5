import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type MarkerEnvironment, markerEnvironment } from "../../components/python-image/plan/markers/environment";
import { judge } from "../../components/python-image/plan/markers/judge";
import { releaseFitsAll } from "../../components/python-image/plan/markers/python-release";

const usual = markerEnvironment({}, "3.13");
const own = markerEnvironment({ builderImage: "r/own" }, "3.13");

function judgements(environment: MarkerEnvironment, expected: { [marker: string]: boolean | string }): void {
    const got = Object.keys(expected).map((marker) => [marker, judge(marker, environment)]);
    assert.deepEqual(Object.fromEntries(got), expected);
}

describe("markers are judged before the build as far as the image is known", () => {
    test("system and implementation", () =>
        judgements(usual, {
            "sys_platform == 'win32'": false,
            'sys_platform != "win32"': true,
            "platform_system=='Linux'": true,
            "os_name == 'nt' or os_name == 'posix'": true,
            "platform_machine == 'x86_64' and platform_python_implementation == 'CPython'": true,
            "'linux' in sys_platform": true,
            "'darwin' not in sys_platform": true,
            "platform_machine in 'x86_64 aarch64'": true,
            "(sys_platform == 'darwin' and python_version < '3.9') or implementation_name == 'pypy'": false,
        }));

    test("versions of Python, of which the patch is open", () =>
        judgements(usual, {
            "python_version >= '3.10'": true,
            "python_version < '3.9'": false,
            "python_version == '3.13'": true,
            "python_version != '3.13'": false,
            "python_version <= '3.13'": true,
            "python_version > '3.13'": false,
            "'3.9' < python_version": true,
            "python_version ~= '3.8'": true,
            "python_version == '3.*'": true,
            "python_version in '3.12 3.13'": true,
            "python_full_version < '3.14'": true,
            "python_full_version >= '3.13.2'": 'python_full_version >= "3.13.2"',
            "python_full_version == '3.13.*'": true,
            "python_full_version == '3.12.4'": false,
            "python_full_version > '3.14.0rc1'": false,
        }));

    test("what is not known is left to the installer, without what is", () => {
        judgements(usual, {
            "platform_release >= '6' and sys_platform == 'linux'": 'platform_release >= "6"',
            "platform_release >= '6' and sys_platform == 'win32'": false,
            "extra == 'pg'": 'extra == "pg"',
            "no marker": "no marker",
            "": true,
        });
        judgements(own, {
            "python_version < '3.9'": 'python_version < "3.9"',
            "sys_platform == 'linux' and (python_version < '3.9' or implementation_name == 'pypy')":
                'python_version < "3.9" or implementation_name == "pypy"',
        });
    });

    test("extras and groups that were chosen", () =>
        judgements(
            { ...usual, chosen: { extras: ["pg"], dependency_groups: [] }, extra: (name) => name === "pg" },
            {
                "'pg' in extras": true,
                "'dev' in dependency_groups": false,
                "'dev' not in dependency_groups and 'pg' in extras": true,
                "extra == 'pg'": true,
                "extra == 'other'": false,
            },
        ));

    test("another architecture", () =>
        judgements(markerEnvironment({ platform: "linux/arm64" }, "3.12"), {
            "platform_machine == 'aarch64'": true,
            "python_version >= '3.13'": false,
        }));
});

test("a version of Python is held against requires-python", () => {
    const fits = (specifiers: string) => releaseFitsAll([3, 13], specifiers);
    assert.deepEqual([">=3.10", ">=3.10,<3.13", "==3.13.*", "~=3.11", "", ">=3.13.2", ">= 3.9 , != 3.9.7"].map(fits), [
        true,
        false,
        true,
        true,
        true,
        undefined,
        true,
    ]);
});

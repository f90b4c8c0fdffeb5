import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { ImageShape } from "../../components/python-image/args";
import { Installer } from "../../components/python-image/choices";
import { noDependencies } from "../../components/python-image/plan/dependencies";
import { installersOf } from "../../components/python-image/plan/installers";

const uv = "uv==0.13.9";
const poetry = ["poetry==2.5.1", "poetry-plugin-export==1.10.1"];

const chosen = (args: ImageShape, more: object = {}) => installersOf(args, { ...noDependencies, ...more });
const demanding = (tool: "uv" | "poetry", spec: string) => ({
    format: tool,
    installerDemand: { tool, spec, file: "pyproject.toml" },
});

test("installers are pinned; pip is the image's own", () => {
    assert.deepEqual(chosen({}), { preferred: [uv], demanded: [] });
    assert.deepEqual(chosen({ installer: Installer.Pip }), { preferred: [], demanded: [] });
    assert.deepEqual(chosen({ installer: Installer.Pip }, { format: "pylock" }), { preferred: [uv], demanded: [] });
    assert.deepEqual(chosen({}, { format: "poetry" }), { preferred: [uv, ...poetry], demanded: [] });
    assert.deepEqual(chosen({ installer: Installer.Pip }, { format: "pipenv" }).preferred, ["pipenv==2026.10.3"]);
});

test("constraints of builds need a pip that knows them", () =>
    assert.deepEqual(chosen({ installer: Installer.Pip, buildConstraints: ["setuptools<81"] }).preferred, [
        "pip==25.3",
    ]));

test("installerVersion is that of what reads the lock, or else installs", () => {
    const installerVersion = "1.2";
    assert.deepEqual(chosen({ installerVersion }).preferred, ["uv==1.2"]);
    assert.deepEqual(chosen({ installerVersion, installer: Installer.Pip }).preferred, ["pip==1.2"]);
    assert.deepEqual(chosen({ installerVersion }, { format: "poetry" }).preferred, [
        uv,
        "poetry==1.2",
        "poetry-plugin-export",
    ]);
    assert.deepEqual(chosen({ installerVersion }, demanding("uv", ">=2")), { preferred: ["uv==1.2"], demanded: [] });
});

describe("what a project demands is installed where the pinned version is not that", () => {
    test("uv", () =>
        assert.deepEqual(chosen({}, demanding("uv", ">=0.8, <0.9")), {
            preferred: [uv, "uv>=0.8,<0.9"],
            demanded: ["uv>=0.8,<0.9"],
        }));

    test("Poetry, with the plug-in that fits it", () =>
        assert.deepEqual(chosen({}, demanding("poetry", "<2.3")), {
            preferred: [uv, ...poetry, "poetry<2.3"],
            demanded: [uv, "poetry<2.3", "poetry-plugin-export"],
        }));

    const words: [string, string][] = [
        ["0.9.2", "==0.9.2"],
        ["^2.1", ">=2.1,<3"],
        ["^0.4.2", ">=0.4.2,<0.5"],
        ["~2.1.4", ">=2.1.4,<2.2"],
        ["~2", ">=2,<3"],
        ["~=2.1", "~=2.1"],
    ];
    for (const [demand, specifier] of words) {
        test(`"${demand}" is ${specifier} in pip's words`, () =>
            assert.equal(chosen({}, demanding("uv", demand)).demanded[0], `uv${specifier}`));
    }
});

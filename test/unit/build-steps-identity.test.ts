import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { lstatSync, mkdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Tree, temporaryDirectory, writeTree } from "../support/tree";

const script = join(__dirname, "../../components/build-steps/identity.py");
const call = `
import sys
sys.path.insert(0, sys.argv[1])
import identity
identity.name_user(int(sys.argv[3]), int(sys.argv[4]), "/home/of the user", sys.argv[2])
identity.make_directory(sys.argv[2] + "/srv/app")
`;

/** The user files of a base once the user `uid:gid` has a name there, and how old they and their directories are. */
function named(t: { after(done: () => void): void }, base: Tree, uid: number, gid: number) {
    const root = temporaryDirectory(t);
    writeTree(root, base);
    mkdirSync(join(root, "etc"), { recursive: true });
    for (const directory of [join(root, "etc"), root]) {
        utimesSync(directory, 7, 7);
    }
    execFileSync("python3", ["-B", "-c", call, join(script, ".."), root, `${uid}`, `${gid}`]);
    const seconds = (path: string) => lstatSync(join(root, path)).mtimeMs / 1000;
    return {
        passwd: readFileSync(join(root, "etc/passwd"), "utf8"),
        group: readFileSync(join(root, "etc/group"), "utf8"),
        times: { root: seconds("."), etc: seconds("etc"), passwd: seconds("etc/passwd"), app: seconds("srv/app") },
    };
}

test("a user without a name gets one, and nothing tells when", (t) => {
    const found = named(t, { "etc/passwd": "root:x:0:0::/root:/bin/sh", "etc/group": "root:x:0:\n" }, 10001, 10002);
    assert.equal(found.passwd, "root:x:0:0::/root:/bin/sh\napp:x:10001:10002:app:/home/of the user:/sbin/nologin\n");
    assert.equal(found.group, "root:x:0:\napp:x:10002:\n");
    assert.deepEqual(found.times, { root: 7, etc: 7, passwd: 0, app: 0 });
});

test("entries of the base stay as they are, and names are not given twice", (t) => {
    const base = {
        "etc/passwd": "app:x:5:5::/:/bin/sh\ndefault:x:1001:0::/opt/app:/bin/sh\n",
        "etc/group": "app:x:5:\n",
    };
    assert.equal(named(t, base, 1001, 5).passwd, base["etc/passwd"]);
    assert.equal(named(t, base, 1001, 5).group, base["etc/group"]);
    assert.match(named(t, base, 1002, 5).passwd, /\napp-1002:x:1002:5:app:/);
});

test("a base without user files gets them", (t) => {
    const { passwd, group } = named(t, {}, 0, 0);
    assert.equal(passwd, "root:x:0:0:app:/home/of the user:/sbin/nologin\n");
    assert.equal(group, "root:x:0:\n");
});

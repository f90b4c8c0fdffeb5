import assert from "node:assert/strict";
import { test } from "node:test";
import { debianMirror, networkOptions } from "../../../../setup/host/apt-sources";

const deb822 = `# comment
Types: deb
URIs: http://mirror.example.org/debian/
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example.org/debian-security
Suites: bookworm-security
Components: main
`;

test("the mirror of a deb822 file is that of the machine's own release, without the last slash", () => {
    assert.equal(debianMirror([deb822], "bookworm"), "http://mirror.example.org/debian");
});

test("the mirror of a one-line file, whatever options it has", () => {
    const text =
        "# deb http://old.example.org/debian bookworm main\ndeb [arch=amd64] https://m.example.org/d stable main\n";
    assert.equal(debianMirror([text], "bookworm"), "https://m.example.org/d");
});

test("third parties' archives, disabled ones and sources are no mirror", () => {
    const texts = [
        "deb https://tools.example.org/apt tools-bookworm main\n",
        "deb https://docker.example.org/debian bookworm stable\n",
        "deb-src http://mirror.example.org/debian bookworm main\n",
        `${deb822.slice(0, deb822.indexOf("\n\n"))}\nEnabled: no\n`,
        "Types: deb-src\nURIs: http://mirror.example.org/debian\nSuites: bookworm\nComponents: main\n",
        "deb mirror+file:/etc/apt/mirrors/debian.list bookworm main\n",
    ];
    assert.equal(debianMirror(texts, "bookworm"), undefined);
    assert.equal(debianMirror([...texts, deb822], "bookworm"), "http://mirror.example.org/debian");
});

test("of apt's options only those of the network are taken over", () => {
    const dump = [
        'APT::Architecture "amd64";',
        'Acquire::http::Proxy "http://proxy.example.org:3128";',
        'Acquire::https::Proxy "";',
        'Acquire::Check-Valid-Until "false";',
        'DPkg::Post-Invoke:: "true";',
    ].join("\n");
    assert.deepEqual(networkOptions(dump), [
        'Acquire::http::Proxy "http://proxy.example.org:3128";',
        'Acquire::Check-Valid-Until "false";',
    ]);
});

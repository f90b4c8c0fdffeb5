/**
 * A system for another kind of processor. Its packages are unpacked, and their scripts left out: run by an emulator they
 * take seven minutes. What the scripts would have done, and a Python image needs, is done here.
 */
const HOOKS = [
    // dpkg has unpacked the archives without noting it: without notes, apt would install everything again.
    `for deb in "$1"/var/cache/apt/archives/*.deb; do
        name=$(dpkg-deb --field "$deb" Package)
        { dpkg-deb --field "$deb"; echo "Status: install ok installed"; echo; } >> "$1/var/lib/dpkg/status"
        same=; if dpkg-deb --field "$deb" Multi-Arch | grep -q same; then same=:$(dpkg-deb --field "$deb" Architecture); fi
        dpkg-deb --fsys-tarfile "$deb" | tar --list | sed -e 's/^\\.//' -e 's|\\(.\\)/$|\\1|' -e 's|^/$|/.|' > "$1/var/lib/dpkg/info/$name$same.list"
    done
    echo 1 > "$1/var/lib/dpkg/info/format"`,
    'cp "$1/usr/share/base-passwd/passwd.master" "$1/etc/passwd"',
    'cp "$1/usr/share/base-passwd/group.master" "$1/etc/group"',
    'cat "$1"/usr/share/ca-certificates/mozilla/*.crt > "$1/etc/ssl/certs/ca-certificates.crt"',
    'ln -sf mawk "$1/usr/bin/awk"',
    'chroot "$1" ldconfig',
];

/** pip as it comes in the wheel: installing it by itself takes five minutes in an emulator, unpacking it seconds. */
export const unpackPip = `place=/usr/local/lib/$(cd "$1/usr/lib" && echo python3.*)/dist-packages
    mkdir -p "$1$place" "$1/usr/local/bin"
    wheel=$(cd "$1" && echo usr/share/python-wheels/pip-*.whl)
    chroot "$1" python3 -S -m zipfile -e "/$wheel" "$place"
    printf '%s\\n' '#!/usr/bin/python3' 'import sys' 'from pip._internal.cli.main import main' 'sys.exit(main())' > "$1/usr/local/bin/pip"
    chmod 755 "$1/usr/local/bin/pip"`;

/** Options of `mmdebstrap` for a system whose packages are unpacked only. */
export function unpackedOptions(architecture: string): string[] {
    return ["--variant=extract", `--architectures=${architecture}`, ...HOOKS.map((hook) => `--extract-hook=${hook}`)];
}

/** Packages that `mmdebstrap` would otherwise add by itself. */
export const unpackedPackages = ["?essential", "apt", "debian-archive-keyring", "mawk"];

/** A command, as it is spawned. */
export interface Command {
    program: string;
    args: string[];
}

/** `$1` is the new root, `$2` and `$3` the folders that are the same inside and outside; the others are the command. */
const SCRIPT = `set -e
root=$1; run=$2; data=$3; shift 3
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
for folder in "$run" "$data"; do
    mkdir -p "$root$folder"
    mount --bind "$folder" "$root$folder"
done
cp /etc/resolv.conf "$root/run/resolv.conf"
ln -sf /run/resolv.conf "$root/etc/resolv.conf"
cd "$root"
mkdir -p run/former
pivot_root . run/former
umount --lazy run/former
exec "$@"`;

/**
 * The command that runs another inside a system that lies in a folder: it sees the machine's network, devices and
 * control groups, and the same `run` and `data` folders, but none of its other files. It keeps its process id.
 */
export function inside(root: string, folders: { run: string; data: string }, { program, args }: Command): Command {
    const places = [root, folders.run, folders.data];
    return {
        program: "unshare",
        args: ["--mount", "--propagation", "private", "sh", "-c", SCRIPT, "sh", ...places, program, ...args],
    };
}

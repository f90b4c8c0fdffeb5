# Runs Python for an image of another processor: native-python.sh BUILDER PYTHON WORD...
#
# The builder's Python below the directory BUILDER is for the machine that builds, so what reads, compares, compiles and
# copies files need not be emulated: it is started here by its own loader, and sees the files of this stage. What it starts
# is this stage's, emulated: PYTHON is the interpreter that it is told of. Where it does not start, or writes other bytecode,
# `python3` of this stage runs.
builder=$1
python=$(readlink -f "$2" || true)
shift 2

magic='import importlib.util as u; print(u.MAGIC_NUMBER.hex())'
suffixes='import importlib.machinery as m; print(":".join(m.EXTENSION_SUFFIXES))'
libraries="$builder/usr/local/lib:$builder/lib:$builder/usr/lib:$builder/lib64:$builder/usr/lib64"
for directory in "$builder"/usr/lib/*-linux-gnu*; do libraries="$directory:$libraries"; done

for loader in "$builder"/usr/lib/*-linux-gnu*/ld-linux*.so.* "$builder"/lib*/ld-linux*.so.* "$builder"/lib/ld-musl-*.so.1; do
    command="$loader --library-path $libraries $builder$python"
    # shellcheck disable=SC2086
    if own=$($command -I -S -c "$magic" 2>/dev/null) && [ "$own" = "$("$python" -I -S -c "$magic" 2>/dev/null)" ]; then
        exec $command -X "native-python=$command" -X "extension-suffixes=$("$python" -I -S -c "$suffixes")" "$@"
    fi
done
exec python3 "$@"

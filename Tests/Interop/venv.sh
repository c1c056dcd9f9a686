#!/bin/sh
# Makes the virtual environment of the interop tests and prints the path of its python.
# It is used again as long as its requirements have not changed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
venv="$root/.venv-interop"
stamp="$venv/requirements.sha256"

command -v python3 >/dev/null || {
    echo "The interop tests need python3 (Debian: apt-get install python3 python3-venv)." >&2
    exit 1
}
# Tests that run at the same time ask at the same time: one makes it, the others wait.
exec 9>"$venv.lock"
flock 9
wanted=$(python3 -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' \
    "$here/requirements.txt")

if [ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ] || [ ! -x "$venv/bin/python" ]; then
    rm -rf "$venv"
    python3 -m venv "$venv" >&2 || {
        echo "python3 cannot make virtual environments (Debian: apt-get install python3-venv)." >&2
        exit 1
    }
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt" >&2
    echo "$wanted" >"$stamp"
fi
echo "$venv/bin/python"

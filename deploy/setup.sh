#!/usr/bin/env bash
# Make `.venv` and put one of deploy/locks/ into it: `setup.sh runtime|production|development`.
# Takes a second when the lock is the one that was installed last. No root needed where Python has its venv module.
set -euo pipefail
cd "$(dirname "$0")/.."

name="${1:-runtime}"
lock="deploy/locks/$name.txt"
if [[ ! -f $lock ]]; then
    echo "There is no $lock: choose runtime, production or development." >&2
    exit 2
fi

# The larger locks hold the smaller ones, version by version (tests/test_house.py sees to it).
case $name in
    runtime) enough=(runtime production development) ;;
    production) enough=(production development) ;;
    *) enough=("$name") ;;
esac
fingerprint() { sha256sum "deploy/locks/$1.txt" | cut -d ' ' -f 1; }
if [[ -x .venv/bin/python ]] && .venv/bin/python -c '' 2>/dev/null; then
    for candidate in "${enough[@]}"; do
        if [[ $(cat ".venv/.installed-$candidate" 2>/dev/null) == "$(fingerprint "$candidate")" ]]; then
            exit 0
        fi
    done
fi

find_python() {
    local candidate
    for candidate in python3 python3.11 python3.12 python3.13 python3.14; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    return 1
}
if ! python=$(find_python); then
    deploy/packages.sh python3 python3-venv || { echo "Medlots needs Python 3.11 or newer." >&2; exit 1; }
    python=$(find_python) || { echo "Medlots needs Python 3.11 or newer." >&2; exit 1; }
fi

if [[ ! -x .venv/bin/python ]] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    echo "Making .venv with $("$python" --version)"
    # Debian keeps the module that makes environments in a package of its own.
    "$python" -c 'import ensurepip' 2>/dev/null || deploy/packages.sh python3-venv
    "$python" -m venv --clear .venv
fi

# What is never imported need not be compiled; on a server nobody waits, and whoever serves may not write there.
[[ $name == production ]] && compile=--compile || compile=--no-compile
echo "Installing $(grep -c '==' "$lock") Python packages from $lock (a minute or two the first time)"
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-input --prefer-binary $compile \
    --no-deps --require-hashes --requirement "$lock"
fingerprint "$name" >".venv/.installed-$name"

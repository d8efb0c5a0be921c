#!/usr/bin/env bash
# Write deploy/locks/ from pyproject.toml: versions and hashes, no addresses. `lock.sh --upgrade` takes newer versions.
set -euo pipefail
cd "$(dirname "$0")/.."

compile() {
    local name=$1
    shift
    .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header --quiet "$@" --output-file "deploy/locks/$name.txt" >/dev/null
    echo "deploy/locks/$name.txt: $(grep -c '==' "deploy/locks/$name.txt") packages"
}
upgrade=("$@")
# The largest first: the smaller ones take their versions from it.
compile development --all-extras "${upgrade[@]}"
compile production --extra postgres --extra redis --extra s3 --constraint deploy/locks/development.txt "${upgrade[@]}"
compile runtime --constraint deploy/locks/development.txt "${upgrade[@]}"

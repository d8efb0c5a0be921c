#!/usr/bin/env bash
# Install the Debian packages given as arguments that are missing, where the user may (root, or sudo without
# a password). Otherwise one line says what to install, and the exit code is 1.
set -euo pipefail

missing=()
for package in "$@"; do
    status=$(dpkg-query --show --showformat='${db:Status-Abbrev}' "$package" 2>/dev/null || true)
    [[ $status == ii* ]] || missing+=("$package")
done
[[ ${#missing[@]} -eq 0 ]] && exit 0

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    as_root=(sudo -n)
fi
may_install() {
    command -v apt-get >/dev/null || return 1
    [[ $(id -u) -eq 0 ]] && return 0
    command -v sudo >/dev/null && sudo -n true 2>/dev/null
}
if ! may_install; then
    echo "Not installed, and you may not install it here: sudo apt-get install ${missing[*]}" >&2
    exit 1
fi

echo "Installing Debian's ${missing[*]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install --yes --quiet --no-install-recommends "${missing[@]}" >"$log" 2>&1
}
# The package lists of a new machine are empty or old: fetch them only when that turns out to be so.
if ! install; then
    "${as_root[@]}" apt-get update --quiet >"$log" 2>&1 || true
    if ! install; then
        tail -n 5 "$log" >&2
        echo "Could not be installed: ${missing[*]}" >&2
        exit 1
    fi
fi

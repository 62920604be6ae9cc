#!/bin/sh
# Runs every check, all of them even where one fails, and closes with a summary.
set -u
cd "$(dirname "$0")/.."

summary=
failed=0

check() {
    name=$1
    shift
    echo "── $name: $*"
    begin=$(date +%s)
    if "$@"; then word=passed; else word=FAILED; failed=1; fi
    summary="$summary$(printf '%-10s %-7s %4ds' "$name" "$word" "$(($(date +%s) - begin))")
"
}

check lint .venv/bin/ruff check .
check format .venv/bin/ruff format --check .
check types .venv/bin/mypy
# One process a core; "$@": what to hand to pytest
check tests .venv/bin/python -m pytest -n auto --dist worksteal "$@"

echo "── summary"
printf '%s' "$summary"
[ "$failed" = 0 ] && echo "All checks passed."
exit "$failed"

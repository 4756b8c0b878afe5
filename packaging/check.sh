#!/usr/bin/env bash
# Sets up a virtual environment of its own and runs every check that a change must pass.
set -euo pipefail
cd "$(dirname "$0")/.."

# Qt needs a few system libraries; where this may install them, it does.
missing=$(xargs -n1 dpkg-query -W -f '' <packaging/debian.txt 2>&1 | sed -n 's/.*matching //p' || true)
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        apt-get update -qq && xargs apt-get install -y -qq --no-install-recommends \
            <packaging/debian.txt >/dev/null
    else
        echo "Missing system packages; install them with:" >&2
        echo "  sudo apt-get install $(xargs <packaging/debian.txt)" >&2
        exit 1
    fi
fi

python3 -m venv .venv-test
bin=.venv-test/bin
$bin/pip install --quiet --disable-pip-version-check --require-hashes -r packaging/lock/test.txt
$bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .

$bin/ruff check .
$bin/ruff format --check .
$bin/mypy
$bin/lint-imports
$bin/pytest "$@"

#!/usr/bin/env bash
# Renews the two lock files from pyproject.toml (needs uv). Every package is pinned with its hashes.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url pyproject.toml "$@"
}
compile --extra build --output-file packaging/lock/run.txt
compile --extra build --extra corpus --extra cluster --extra test --output-file packaging/lock/test.txt

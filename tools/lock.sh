#!/usr/bin/env sh
# Write the locked dependencies anew, for every Python that is supported:
#   run     what users install
#   dev     what the tests and the other checks need as well
#   lowest  the oldest versions that pyproject.toml allows
#   browser what drives Chromium in tests
#   audit   what looks for known vulnerabilities in the others
set -eu
cd "$(dirname "$0")/.."

lock() {
  name="$1"
  shift
  uv pip compile --quiet "$@" --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --upgrade --output-file "requirements/$name.lock"
}

lock run pyproject.toml
lock dev pyproject.toml --extra dev
lock lowest pyproject.toml --all-extras --resolution lowest-direct
echo playwright | lock browser -
echo pip-audit | lock audit -

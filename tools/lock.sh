#!/usr/bin/env sh
# Write the locked dependencies anew, for every Python that is supported.
set -eu
cd "$(dirname "$0")/.."
for set in run dev; do
  extra=""
  [ "$set" = dev ] && extra="--extra dev"
  # shellcheck disable=SC2086
  uv pip compile --quiet pyproject.toml $extra --universal --python-version 3.11 \
    --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
    --upgrade --output-file "requirements/$set.lock"
done

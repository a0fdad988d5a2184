#!/usr/bin/env bash
# Regenerates and fails when that changes a committed file.
set -eu
cd "$(dirname "$0")/.."
generated=(graph/generated graph/model frontend/src/gql events/store/esdbserver/internal/wire)
before=$(git ls-files -s --others --exclude-standard "${generated[@]}"; cat $(git ls-files --cached --others --exclude-standard "${generated[@]}") | sha256sum)
make --no-print-directory generate
after=$(git ls-files -s --others --exclude-standard "${generated[@]}"; cat $(git ls-files --cached --others --exclude-standard "${generated[@]}") | sha256sum)
[ "$before" = "$after" ] || { echo 'generated code was stale; commit what `make generate` made:' >&2; git status --short "${generated[@]}" >&2; exit 1; }

#!/usr/bin/env bash
# Fuzzes every Fuzz function for FUZZTIME each.
set -eu
cd "$(dirname "$0")/.."
grep -rhoE '^func (Fuzz[A-Za-z0-9_]+)' --include='*_test.go' -H . | sed -E 's#^\./(.*)/[^/]+:func (Fuzz.*)#\1 \2#' | sort -u | while read -r dir name; do
  echo "== $dir $name"
  go test "./$dir" -run '^$' -fuzz "^$name\$" -fuzztime "${FUZZTIME:-20s}"
done

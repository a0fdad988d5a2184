#!/usr/bin/env bash
# Says plainly which tool is missing.
set -eu
for tool in "$@"; do
  command -v "$tool" >/dev/null || { echo "Parley needs '$tool' on the PATH, and it is not there." >&2; exit 1; }
done

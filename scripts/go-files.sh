#!/usr/bin/env bash
# Lists the folders and files of hand-written Go code.
set -eu
cd "$(dirname "$0")/.."
git ls-files --cached --others --exclude-standard '*.go' | grep -v '^graph/generated/' | grep -v '/model/models_gen.go$' | grep -v '\.pb\.go$' | while read -r f; do [ -f "$f" ] && echo "$f"; done

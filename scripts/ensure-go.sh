#!/usr/bin/env bash
# Says what to do where Go is missing, instead of "command not found".
set -euo pipefail

if ! command -v go >/dev/null; then
	echo 'make: Go is not installed, or not on PATH' >&2
	echo 'hint: install Go 1.26 or later from https://go.dev/dl/ and open a new shell' >&2
	exit 1
fi

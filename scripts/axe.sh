#!/bin/sh
# Holds the HTML reports against axe-core in a real browser, in light and dark.
# axe-core comes from npm, at the version of the lock file.
set -eu
cd "$(dirname "$0")/../reporter/page/axe"

if ! command -v npm >/dev/null; then
	echo 'npm is missing, and axe-core comes from there' >&2
	echo 'hint: install Node.js 20 or later (Debian, Ubuntu: apt-get install nodejs npm)' >&2
	exit 1
fi
# Our copy of the lock file is written last, so it stands for a complete installation.
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
	npm ci --ignore-scripts
	cp package-lock.json node_modules/.installed-lock.json
fi
SWCHECK_AXE="$PWD/node_modules/axe-core/axe.min.js"
export SWCHECK_AXE
cd ..
exec go test . -count=1 -v -ginkgo.v -ginkgo.label-filter=axe

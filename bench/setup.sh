#!/bin/sh
# Prepares everything that bench/run and bench/suite need, and nothing twice:
# Node.js and a headless Chromium where they are missing (Debian and Ubuntu),
# the peers at the versions of package-lock.json, and the programs under bin/.
set -eu
cd "$(dirname "$0")"

# One browser for everybody: no peer may download its own.
export PUPPETEER_SKIP_DOWNLOAD=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

need() { # need COMMAND PACKAGE…
    command=$1
    shift
    if command -v "$command" >/dev/null; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        echo "bench/setup.sh: $command is missing" >&2
        echo "hint: install it (packages of Debian: $*)" >&2
        exit 1
    fi
    privileged=
    if [ "$(id -u)" != 0 ]; then
        privileged=sudo
    fi
    $privileged apt-get update
    $privileged apt-get install -y --no-install-recommends "$@"
}

need node nodejs
need npm npm
need chromium-headless-shell chromium-headless-shell

# Our copy of the lock file is written last, so it stands for a complete installation.
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
    npm ci --ignore-scripts
    cp package-lock.json node_modules/.installed-lock.json
fi

cd ..
mkdir -p bin
go build -o bin/swcheck ./cmd/swcheck
go build -o bin/bench-bare ./bench/bare
go build -o bin/bench-scenario ./bench/scenario

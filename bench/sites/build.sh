#!/bin/sh
# Builds the sites into their dist folders: all, or those that are named.
#   bench/sites/build.sh [-b] [SITE…]
# With -b it makes the build that follows, into their dist-b folders: a word more
# on each page, a line more in a style and in a script.
set -eu
cd "$(dirname "$0")"

# Not `npm ci`: it insists on the packages of every other platform, of which a
# partial mirror of the registry may have none. Versions are those of the lock
# file all the same.
install() { # install FOLDER, once per state of its lock file
    if ! cmp -s "$1/package-lock.json" "$1/node_modules/.installed-lock.json"; then
        (cd "$1" && npm install --ignore-scripts --no-save)
        cp "$1/package-lock.json" "$1/node_modules/.installed-lock.json"
    fi
}

if [ "${1-}" = -b ]; then
    shift
    export SITE_BUILD=b
fi
if [ $# = 0 ]; then
    for script in */build.mjs; do
        set -- "$@" "${script%/build.mjs}"
    done
fi
install .
for site; do
    if [ -f "$site/package.json" ]; then
        install "$site"
    fi
    echo "building $site"
    node "$site/build.mjs"
done

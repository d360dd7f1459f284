#!/usr/bin/env bash
# Audits the club twice, with the worker that leaks and with the one that does
# not, and checks that swcheck tells them apart.
#
#   examples/django/check.sh bin/swcheck
set -euo pipefail

swcheck=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
temp=$(mktemp -d)
trap 'rm -rf "$temp"' EXIT

fail() {
	echo "$1" >&2
	exit 1
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

# Sets PYTHON to one that has Django: the one that is asked for, the first in
# the path, or Debian's, whose packages no other one sees.
find_python() {
	for PYTHON in "${PYTHON:-python3}" /usr/bin/python3; do
		if "$PYTHON" -c 'import django' 2>/dev/null; then
			export PYTHON
			return
		fi
	done
	return 1
}

install_django() {
	local hint='hint: pip install django, and set PYTHON to the python that has it'
	command -v apt-get >/dev/null || fail "Django is missing, and there is no apt-get to install it"$'\n'"$hint"
	if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
		fail "Django is missing, and installing it needs root, or sudo without a password"$'\n'"$hint"
	fi
	echo 'Django is missing: installing python3-django with apt-get' >&2
	as_root apt-get update -q >>"$temp/apt" 2>&1 || true # a stale list may do
	if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends python3-django >>"$temp/apt" 2>&1; then
		tail -n 20 "$temp/apt" >&2
		fail "apt-get could not install python3-django"$'\n'"$hint"
	fi
}

find_python || { install_django && find_python; } || fail 'Django was installed, and no python finds it'

# audit FORM EXPECTED-EXIT-CODE
audit() {
	CLUB_PORT=$("$PYTHON" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
	export CLUB_PORT CLUB_WORKER=$1
	local code=0
	"$swcheck" audit "http://127.0.0.1:$CLUB_PORT/" --config swcheck.yaml --format text --format "json=$temp/$1.json" || code=$?
	[ "$code" = "$2" ] || fail "the $1 worker: swcheck ended with exit code $code, and must with $2"
}

# The rules that failed in a report, one on each line, with what they said.
failed() {
	"$PYTHON" - "$temp/$1.json" <<'END'
import json, sys

for result in json.load(open(sys.argv[1]))["results"]:
    if result["outcome"] == "fail":
        print(result["rule"], result["message"])
END
}

audit leaky 1
found=$(failed leaky)
grep -Eq '^session/page-after-logout /notes/, fetched by ada in exchange [0-9]+, ' <<<"$found" ||
	fail "the leaky worker: page, user and exchange are not named:"$'\n'"$found"
[ "$(wc -l <<<"$found")" = 1 ] || fail "the leaky worker: more is found than its one fault:"$'\n'"$found"

audit careful 0
found=$(failed careful)
[ -z "$found" ] || fail "the careful worker: something is found:"$'\n'"$found"

echo 'django: the leak is found, and nothing in the site without it' >&2

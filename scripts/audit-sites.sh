#!/usr/bin/env bash
# Builds the sites of bench/sites from their npm packages, serves them on
# loopback and audits each, all in one call.
#
#   scripts/audit-sites.sh bin/swcheck [FLAG…]
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
swcheck=$1
shift

if ! command -v npm >/dev/null; then
	echo 'npm is missing, and the sites are built with it' >&2
	echo 'hint: install Node.js 20 or later (Debian, Ubuntu: apt-get install nodejs npm)' >&2
	exit 1
fi
bench/sites/build.sh >&2
go build -o bin/serve-sites ./bench/sites/serve

coproc server { exec bin/serve-sites; }
# shellcheck disable=SC2154 # coproc sets server_PID, and unsets it at the end
server_pid=$server_PID
trap 'kill "$server_pid" 2>/dev/null || true' EXIT

urls=()
while read -r name url <&"${server[0]}"; do
	if [ "$name" = counters ]; then
		break # the last line: all sites are served
	fi
	echo "$name is $url" >&2
	urls+=("$url")
done
if [ ${#urls[@]} = 0 ]; then
	exit 1 # the server has said why
fi
"$swcheck" audit "${urls[@]}" "$@"

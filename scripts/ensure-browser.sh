#!/usr/bin/env bash
# Makes sure that there is a browser: one that swcheck finds, or else Debian's
# and Ubuntu's chromium-headless-shell, installed with apt-get.
#
#   scripts/ensure-browser.sh bin/swcheck
set -euo pipefail

swcheck=$1

# The program itself is asked, so that where to look stands in one place.
found() { "$swcheck" doctor --path >/dev/null 2>&1; }

# Prints what to do and gives up.
refuse() {
	echo "no Chrome, Chromium or Edge was found, and $1" >&2
	echo 'hint: install Chrome or Chromium (Debian: apt-get install chromium-headless-shell),' >&2
	echo '      or set SWCHECK_BROWSER to the path of one' >&2
	exit 1
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		sudo -n "$@"
	fi
}

case ${SWCHECK_BROWSER:-} in
ws://* | wss://* | http://* | https://*) exit 0 ;; # one that runs already
esac
if found; then
	exit 0
fi
if [ -n "${SWCHECK_BROWSER:-}" ]; then
	refuse "SWCHECK_BROWSER is $SWCHECK_BROWSER, which is no program"
fi
if ! command -v apt-get >/dev/null; then
	refuse 'there is no apt-get to install one'
fi
if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
	refuse 'installing one needs root, or sudo without a password'
fi

echo 'no browser found: installing one with apt-get' >&2
# What apt-get prints is of interest only where it fails.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install() { as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$1"; }
as_root apt-get update -q >>"$log" 2>&1 || true # a stale list may do
# Debian calls the small one chromium-headless-shell. Ubuntu's chromium is a
# snap, which servers and containers lack: there it ends below.
for package in chromium-headless-shell chromium; do
	if install "$package" >>"$log" 2>&1 && found; then
		exit 0
	fi
done
tail -n 20 "$log" >&2
refuse 'apt-get could not install one'

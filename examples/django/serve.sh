#!/bin/sh
# Serves the club with data of its own, which are gone at the end.
#
#   ./serve.sh [ADDRESS:PORT]
#
# PYTHON names the Python that has Django.
cd "$(dirname "$0")" || exit 1
CLUB_DATA=$(mktemp -d) || exit 1
export CLUB_DATA
trap 'rm -rf "$CLUB_DATA"' EXIT
# A signal must not end the shell before the server that it waits for, or the
# folder would be removed under it.
trap : INT TERM
PYTHONDONTWRITEBYTECODE=1 "${PYTHON:-python3}" manage.py club "$@"

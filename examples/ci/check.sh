#!/bin/sh
# Judges a site in any CI that can run a shell, or on your own machine. It is
# called in the folder of swcheck.yaml, which says under serve how the site is
# started, and of the folder scenarios.
#
#   check.sh                all of it, one after the other
#   check.sh audit          the rules that hold for every site
#   check.sh part 2/4       the second of four jobs that share the scenarios
#   check.sh merge          the job after those, with the reports of all in one folder
#
# It needs swcheck and a Chrome or Chromium:
#
#   go install github.com/swcheck/swcheck/cmd/swcheck@v0.1.0
#
# Reports for people and for the CI are in the folder reports afterwards, or in
# the one that REPORTS names. The exit code is swcheck's: 0 all is well, 1 a
# finding or a scenario that failed, 2 a mistake in what was asked for, 3 it could
# not be judged.
set -eu
reports=${REPORTS:-reports}
known=swcheck-baseline.yaml
mkdir -p "$reports"

audit() {
	# What the baseline knows does not fail; swcheck audit --write-baseline makes it.
	if [ -e "$known" ]; then set -- --baseline "$known"; fi
	swcheck audit "$@" --format "json=$reports/audit.json" --format "junit=$reports/audit.xml" --format "html=$reports/audit.html"
}

# A part that ran says by its report what failed, and the merged report fails
# the build: so the other parts run to their end.
part() {
	swcheck run scenarios --shard "$1" --format "json=$reports/scenarios-${1%/*}.json" || {
		code=$?
		[ "$code" = 1 ] || return "$code"
	}
}

merge() {
	swcheck report merge "$reports"/scenarios-*.json --format "junit=$reports/scenarios.xml" "$@"
}

case ${1:-all} in
audit) audit ;;
part) part "${2:?which one? for example: check.sh part 2/4}" ;;
merge) merge ;;
all)
	swcheck doctor
	rm -f "$reports"/scenarios-*.json # of an earlier run, which may have had more parts
	worst=0
	audit || worst=$?
	part 1/1 || exit $?
	merge --quiet || worst=$(($? > worst ? $? : worst))
	exit "$worst"
	;;
*)
	echo "check.sh: there is no job $1" >&2
	echo 'hint: audit, part I/N, merge, or nothing for all of it' >&2
	exit 2
	;;
esac

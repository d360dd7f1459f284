#!/usr/bin/env bash
# Looks for flakes: the harness specs 20 times and the sweep 5 times, then both
# once more with every core kept busy by another process. The first failure ends
# it. Takes an hour or more.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A loop instead of -count: Ginkgo suites can run once per process only.
times() {
	local n=$1 what=$2 i
	shift 2
	for ((i = 1; i <= n; i++)); do
		echo "== $what, $i of $n"
		"$@"
	done
}

specs() { go test -count=1 -shuffle=on -timeout=20m ./harness/...; }
sweep() { go run ./scenarios/sweep/cmd; }

busy=()
keep_cores_busy() {
	local i
	for ((i = 0; i < $(nproc); i++)); do
		(while :; do :; done) &
		busy+=($!)
	done
}
rest() { [ ${#busy[@]} = 0 ] || kill "${busy[@]}" 2>/dev/null || true; }
trap rest EXIT

times 20 'harness specs' specs
times 5 'sweep' sweep
keep_cores_busy
times 1 'harness specs on busy cores' specs
times 1 'sweep on busy cores' sweep
echo 'soak: no flake'

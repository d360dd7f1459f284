#!/usr/bin/env bash
# Runs the scenarios of examples/foreign on the sites that they were written for,
# and each on the same site with one small fault, on which it must fail.
#
#   scripts/foreign-scenarios.sh bin/swcheck [SITE/SCENARIO…]
#
# Builds the sites from their npm packages where they have not been built yet.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
swcheck=$(realpath "$1")
shift
foreign=examples/foreign

# The folder below examples/foreign, and its site below bench/sites.
declare -A built_as=([vitepress]=vitepress [workbox]=workbox-generatesw)

temp=$(mktemp -d)
server_pid=
trap '[ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true; rm -rf "$temp"' EXIT

fail() {
	echo "$1" >&2
	exit 1
}

# build SITE [-b] makes a build, unless it is there.
build() {
	if [ -e "bench/sites/$1/dist${2-}" ]; then
		return
	fi
	command -v npm >/dev/null || fail 'npm is missing, and the sites are built with it
hint: install Node.js 20 or later (Debian, Ubuntu: apt-get install nodejs npm)'
	bench/sites/build.sh ${2+"$2"} "$1" >&2
}

# The fault that breaks a scenario, and what its failure has to say, stand in
# its second line.
fault_of() { sed -nE '2s/^# Broken by ([a-z-]+): .*/\1/p' "$1"; }
message_of() { sed -nE '2s/^# Broken by [a-z-]+: (.*)/\1/p' "$1"; }

# copy SITE NAME [FAULT] makes a site to serve, with both builds. Their files
# keep their times: a server tells by them that a new build has come.
copy() {
	mkdir -p "$temp/sites/$2"
	for build in dist dist-b; do
		cp -rp "bench/sites/${built_as[$1]}/$build" "$temp/sites/$2/$build"
		if [ -n "${3-}" ]; then
			node "$foreign/faults.mjs" "$3" "$temp/sites/$2/$build"
		fi
	done
}

scenarios=()
for file in "$foreign"/*/scenarios/*.yaml; do
	site=${file#"$foreign/"} site=${site%%/*} name=$(basename "$file" .yaml)
	if [ $# = 0 ] || [[ " $* " == *" $site/$name "* ]]; then
		scenarios+=("$site/$name")
	fi
done
[ ${#scenarios[@]} -gt 0 ] || fail "no scenario is named so: $*"

for scenario in "${scenarios[@]}"; do
	site=${scenario%/*} file=$foreign/$site/scenarios/${scenario#*/}.yaml
	if ! [ -d "$temp/sites/$site" ]; then
		build "${built_as[$site]}"
		build "${built_as[$site]}" -b
		copy "$site" "$site"
	fi
	fault=$(fault_of "$file")
	[ -n "$fault" ] || fail "$file does not say by which fault it is broken"
	[ -d "$temp/sites/$site-$fault" ] || copy "$site" "$site-$fault" "$fault"
done

go build -o bin/serve-sites ./bench/sites/serve
coproc server { exec bin/serve-sites -root "$temp/sites"; }
# shellcheck disable=SC2154 # coproc sets server_PID, and unsets it at the end
server_pid=$server_PID
declare -A url_of
while read -r name url <&"${server[0]}"; do
	url_of[$name]=$url
	if [ "$name" = counters ]; then
		break # the last line: all sites are served
	fi
done

# run SCENARIO SITE-AS-SERVED leaves the exit code in code, and what was printed
# in $temp/out.
run() {
	code=0
	BUILDS="${url_of[counters]}$2" "$swcheck" run "$foreign/${1%/*}/scenarios/${1#*/}.yaml" \
		--config "$foreign/${1%/*}/swcheck.yaml" --target "${url_of[$2]}" \
		--quiet --no-color --format "text=$temp/out" --format "json=$temp/out.json" 2>"$temp/err" || code=$?
}

# messages prints each failure in one line: what was expected, and what was there.
messages() {
	node -e '
		for (const s of JSON.parse(require("fs").readFileSync(process.argv[1])).scenarios)
			for (const run of s.runs ?? [])
				for (const f of run.failure ? [run.failure, ...(run.failure.further ?? [])] : [])
					console.log((f.expected ? `expected ${f.expected}, actual ${f.actual}` : f.message).replace(/\s+/g, " "));
	' "$temp/out.json"
}

wrong=0
not_as_expected() {
	wrong=$((wrong + 1))
	echo "  NOT AS EXPECTED: $1"
	cat "$temp/err" "$temp/out" 2>/dev/null | sed 's/^/    /' || true
}

for scenario in "${scenarios[@]}"; do
	site=${scenario%/*} file=$foreign/$site/scenarios/${scenario#*/}.yaml
	fault=$(fault_of "$file") message=$(message_of "$file")
	rm -f "$temp/out" "$temp/out.json"
	echo "$scenario: $(sed -n 's/^name: //p' "$file")"
	run "$scenario" "$site"
	if [ "$code" = 0 ]; then
		echo '  as built: passes'
	else
		not_as_expected "as built it ends with exit code $code, and must pass"
	fi
	rm -f "$temp/out" "$temp/out.json"
	run "$scenario" "$site-$fault"
	if [ "$code" = 1 ] && messages >"$temp/messages" && grep -qF -- "$message" "$temp/messages"; then
		echo "  with $fault: fails"
		cut -c1-200 "$temp/messages" | sed 's/^/    /'
	else
		not_as_expected "with $fault it ends with exit code $code, and must fail with: $message"
	fi
done

echo
if [ "$wrong" -gt 0 ]; then
	fail "$wrong of $((2 * ${#scenarios[@]})) runs did not end as expected"
fi
echo "${#scenarios[@]} scenarios: each holds on the site as it is built, and fails on the one with its fault"

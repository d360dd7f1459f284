#!/bin/sh
# What visitors of the site get when the network fails, and after a deploy. For
# any CI: it needs swcheck, and Chrome or Chromium. The exit code is 0 where all
# scenarios pass.
#
#   go install github.com/swcheck/swcheck/cmd/swcheck@v{{.Version}}
{{- if .Local}}
#
# {{comment .Target}} is an address of a developer's machine. Say under serve in
# swcheck.yaml how the site is started, or start it before.
{{- end}}
set -eu
cd "$(dirname "$0")/.."
swcheck doctor
# What an audit finds does not fail the build yet. swcheck audit --write-baseline
# swcheck-baseline.yaml writes down what is known; then --baseline
# swcheck-baseline.yaml lets only what is new fail.
swcheck audit --fail-on never
swcheck run scenarios

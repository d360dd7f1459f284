# Every target explains itself: make help.
# Each works alone, from a fresh clone, on a machine with Go and make.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWCHECK := bin/swcheck
GO_FILES = $(shell find . -name '*.go' -not -path '*/node_modules/*')

# Given to the build by hand, because Go's own stamp fails in a checkout of
# another user's.
COMMIT := $(shell git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null)

# The race detector needs a C compiler; without one the tests run without it.
RACE := $(if $(shell command -v gcc || command -v clang || command -v cc),-race)

# Of one package, against what hangs: far more than any takes on a slow machine.
# CI as a whole is to take less than 15 minutes on two cores.
TEST_TIMEOUT := 40m

# Begun first, so that the others run beside them.
LONGEST := ./scenarios/sweep ./cmd/swcheck ./scenarios ./scenarios/promises ./scenarios/script ./harness

# Packages that are tested side by side: as many as keep the cores busy to the
# end, since browsers mostly wait; more would have them wait for each other.
# Vetting is for lint.
SIDE_BY_SIDE := $(shell echo $$(( 2 * $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) )))

.PHONY: help
help: ## Explain the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: audit
audit: build browser ## Audit the embedded test site, or URL=http://localhost:8000; FLAGS='…' adds flags
	@$(SWCHECK) $(if $(URL),audit $(URL),demo) $(FLAGS)

.PHONY: test
test: browser ## Run all tests, in random order, with the race detector
	@if [ -z "$(RACE)" ]; then echo 'no C compiler found: the race detector is off' >&2; fi
	@go test $(RACE) -p $(SIDE_BY_SIDE) -vet=off -shuffle=on -timeout=$(TEST_TIMEOUT) $(LONGEST) ./...

.PHONY: sweep
sweep: browser ## Audit every fixture and print the table of rules × fixtures
	@go run ./scenarios/sweep/cmd

.PHONY: soak
soak: browser ## Harness specs 20 times, sweep 5 times, both again with the cores kept busy
	@scripts/soak.sh

.PHONY: bench
bench: browser ## Measure against Lighthouse, Playwright and bare protocol commands; writes bench/RESULTS.md and bench/SCENARIOS.md
	@bench/setup.sh
	@go run ./bench/run
	@go run ./bench/suite

.PHONY: sites
sites: build browser ## Build sites that others wrote from npm packages, and audit each
	@scripts/audit-sites.sh $(SWCHECK) $(FLAGS)

.PHONY: foreign
foreign: build browser ## Run scenarios on sites that others wrote, as they are built and with a fault each
	@scripts/foreign-scenarios.sh $(SWCHECK)

.PHONY: django
django: build browser ## Audit a Django site that leaks its users' pages, and the same one without the leak
	@examples/django/check.sh $(SWCHECK)

.PHONY: ginkgo
ginkgo: browser ## Test a site with the Go kit as another module does, in parallel
	@cd examples/ginkgo && go tool ginkgo -p --junit-report=junit.xml

.PHONY: axe
axe: browser ## Hold the HTML reports against axe-core (from npm), in light and dark
	@scripts/axe.sh

.PHONY: lint
lint: go ## Formatting, go vet and staticcheck
	@echo 'gofmt'; files=$$(gofmt -l $(GO_FILES)); \
	if [ -n "$$files" ]; then printf 'not formatted:\n%s\nhint: gofmt -w .\n' "$$files" >&2; exit 1; fi
	@echo 'go vet'; go vet ./...
	@echo 'staticcheck'; go tool -modfile=tools/go.mod staticcheck ./...

.PHONY: docs
docs: browser ## Make what in docs is made: rules, commands, schemas, pictures of the report
	@go run ./cmd/swcheck docs docs
	@go run ./scripts/pictures

.PHONY: build
build: go ## Build bin/swcheck
	@go build -buildvcs=false $(if $(COMMIT),-ldflags '-X main.commit=$(COMMIT)') -o $(SWCHECK) ./cmd/swcheck

.PHONY: clean
clean: ## Remove what was built
	@rm -rf bin bench/node_modules reporter/page/axe/node_modules

# What the others need.

.PHONY: go
go:
	@scripts/ensure-go.sh

.PHONY: browser
browser: build
	@scripts/ensure-browser.sh $(SWCHECK)

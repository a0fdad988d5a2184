# Parley's tasks. `make help` lists them; `make dev` and `make test` need
# nothing but Go, Node and, for the tests, Debian's package manager.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# The work tree may belong to somebody else than the builder (root in CI), so
# the build does not ask git for a revision. Everything is built like the
# program itself, so that what one task has compiled serves the next.
export GOFLAGS ?= -buildvcs=false -trimpath
export CGO_ENABLED ?= 0
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

NPM_STAMP := frontend/node_modules/.parley-stamp
UI_STAMP  := frontend/dist/.built
UI_SRC    := $(shell find frontend/src frontend/public -type f 2>/dev/null) $(wildcard frontend/*.html frontend/*.ts frontend/*.json)
PKGS      := ./...

.PHONY: help
help: ## List the tasks
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# ------------------------------------------------------------------ build, run

.PHONY: dev
dev: build ## Build, then run a whole example deployment on this machine
	exec bin/parley dev $(ARGS)

.PHONY: build
build: $(UI_STAMP) ## Build bin/parley with the web interface inside
	@scripts/need.sh go
	go build -trimpath -o bin/parley ./cmd/parley

.PHONY: generate
generate: $(NPM_STAMP) ## Regenerate everything that is generated (and committed)
	go generate ./...
	npm --prefix frontend run --silent codegen

$(NPM_STAMP): frontend/package-lock.json
	@scripts/need.sh node npm
	npm --prefix frontend ci --no-audit --no-fund --loglevel=error
	@touch $@

$(UI_STAMP): $(NPM_STAMP) $(UI_SRC) schema.graphqls
	npm --prefix frontend run --silent build
	@touch $@

# ----------------------------------------------------------------------- tests

.PHONY: test
test: test-deps ## Everything: lint, architecture, unit, race, PostgreSQL, browsers
	scripts/test-all.sh

.PHONY: test-deps
test-deps: ## Install the Debian packages that the tests need
	scripts/test-deps.sh

.PHONY: lint
lint: ## Formatting, vet, staticcheck, comparisons of errors
	@test -z "$$(go tool gofumpt -l $$(scripts/go-files.sh))" || { echo 'not formatted (run: make fmt):'; go tool gofumpt -l $$(scripts/go-files.sh); exit 1; }
	go vet $(PKGS)
	go tool staticcheck $(PKGS)
	go tool go-errorlint $(PKGS)

.PHONY: fmt
fmt: ## Format the Go code
	go tool gofumpt -w $$(scripts/go-files.sh)

.PHONY: arch
arch: ## The rules of the house (internal/archtest)
	go test -count=1 ./internal/archtest

.PHONY: drift
drift: ## Fail when generated code is not what the generators make
	scripts/drift.sh

# The official Node clients, which tests drive as programs of their own.
NODE_CLIENTS := events/store/esdbserver/testdata/node
NODE_CLIENTS_STAMP := $(NODE_CLIENTS)/node_modules/.parley-stamp

$(NODE_CLIENTS_STAMP): $(NODE_CLIENTS)/package-lock.json
	@scripts/need.sh node npm
	npm --prefix $(NODE_CLIENTS) ci --no-audit --no-fund --loglevel=error
	@touch $@

# The OpenID provider that the tests of sign-in start.
PROVIDER := control/signin/signintest/testdata/provider
PROVIDER_STAMP := $(PROVIDER)/node_modules/.parley-stamp

$(PROVIDER_STAMP): $(PROVIDER)/package-lock.json
	@scripts/need.sh node npm
	npm --prefix $(PROVIDER) ci --no-audit --no-fund --loglevel=error
	@touch $@

# SQLite is C translated to Go: it works on memory of its own, of which the race
# detector knows nothing, and starts no goroutines. Watched all the same, it took
# most of the time of many tests. The driver, which is Go, is watched.
RACE := -race -gcflags=modernc.org/sqlite/lib=-race=false

# A watched process stays for a second when it ends, in case that what still runs
# races: with every run of a command, and every package. A moment will do. The
# linter has vetted everything.
.PHONY: race
race: $(NODE_CLIENTS_STAMP) $(PROVIDER_STAMP) ## Go tests with the race detector, on a real PostgreSQL, with the official Node clients, an OpenID provider and a directory
	CGO_ENABLED=1 GORACE=atexit_sleep_ms=50 PARLEY_TEST_NODE=1 PARLEY_TEST_SIGNIN=1 scripts/with-postgres.sh go test $(RACE) -vet=off -shuffle=on -timeout 25m $(PKGS)

# Root is needed for the network; without it the tests say that they proved
# nothing, and as root, as in CI, they fail where it cannot be built.
.PHONY: network
network: ## Conferences on many nodes in a network of namespaces, with faults (root)
	@[ "$$(id -u)" -eq 0 ] || printf '\n*** NOT ROOT: conferences on many nodes are NOT tested here; run: sudo make network ***\n\n'
	PATH="$$PATH:/usr/sbin:/sbin" PARLEY_TEST_NETWORK=1 go test -vet=off -count=1 -timeout 6m -run Network ./internal/testnet ./cmd/parley

.PHONY: sim
sim: ## Simulations and property tests with a new random seed each
	go test -count=1 -run 'Sim|Model|Property' $(PKGS)
	go test -count=1 -timeout 30m -run Sim -v ./domain/bursting -sim.days 10000

.PHONY: fuzz
fuzz: ## Fuzz every entry for FUZZTIME (default 20s) each
	scripts/fuzz.sh

.PHONY: ui
ui: $(NPM_STAMP) ## Types, lint, tests and build of the web interface
	npm --prefix frontend run --silent typecheck
	npm --prefix frontend run --silent lint
	npm --prefix frontend run --silent test
	$(MAKE) --no-print-directory $(UI_STAMP)

.PHONY: e2e
e2e: build $(PROVIDER_STAMP) ## Browser tests against the real binary (Debian's Chromium)
	npm --prefix frontend run --silent e2e

.PHONY: bench
bench: ## Benchmarks; see bench/README.md
	go test -run '^$$' -bench . -benchtime 2s ./bench/...

.PHONY: clean
clean: ## Remove what was built (data of `make dev` stays)
	rm -rf bin frontend/node_modules $(NODE_CLIENTS)/node_modules $(PROVIDER)/node_modules $(filter-out frontend/dist/.gitkeep,$(wildcard frontend/dist/*)) $(UI_STAMP)

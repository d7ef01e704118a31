# Every verb of development. `make help` lists them; CONTRIBUTING.md says when to use which.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:

# For `make run`: where to listen, where the data is, and further flags of `landbank serve`.
LISTEN ?= 127.0.0.1:8080
DATA   ?= data
FLAGS  ?=

# Without the stamp of revision control the same sources give the same binary, and building works in a checkout that
# belongs to another user too.
export GOFLAGS := $(GOFLAGS) -buildvcs=false

comma := ,
step = @printf '\033[1m==> %s\033[0m\n' "$(1)"
once = .ci/unless-unchanged
# Not by revision control, which refuses a checkout of another user and is absent from a source archive.
go_files = find . \( -name node_modules -o -name .git -o -path ./data -o -path ./web/dist \) -prune -o -name '*.go' -print

.PHONY: run test build bench ci help generate fmt lint clean \
	packages packages-test tools web-modules web e2e-modules vet staticcheck gofmt test-web test-go test-e2e verify-generated

## run: install what is missing, build, and start the app with demonstration data on http://127.0.0.1:8080
run: packages build
	$(call step,Landbank on http://$(LISTEN) with its data in $(DATA) (Ctrl+C stops it))
	@exec bin/landbank serve --listen $(LISTEN) --data $(DATA) $(FLAGS)

## test: install what is missing and run every check and test; what passed and has not changed is not run again
test: packages-test build lint test-web test-go test-e2e
	$(call step,Everything passed)

## build: the web interface and the binary, bin/landbank
build: tools web
	$(call step,Building bin/landbank)
	@go build -v -o bin/landbank ./cmd/landbank

## bench: measure 100,000 sites against the floors of the database and of net/http
bench: packages build
	$(call step,Measuring (some minutes))
	@go run ./internal/bench

## conformance: hold the registry to the suites of the standards, and have QGIS read and edit it; says what it skips and why
conformance: conformance-ogc conformance-qgis
.PHONY: conformance conformance-ogc conformance-qgis

conformance-ogc: packages-test build
	$(call step,Tests of OGC API - Features and Tiles)
	@go run ./internal/conformance/ogc/run
	$(call step,GDAL copies 100$(comma)000 sites while others edit)
	@LANDBANK_GDAL_SITES=100000 go test ./api -run TestGDALCopiesMany -count=1 -timeout 60m -v

# QGIS is found by LANDBANK_QGIS (internal/conformance/qgis/make-chroot.sh makes one where Debian's is too old).
conformance-qgis: packages build
	$(call step,QGIS reads and edits the registry (a minute))
	@go test -tags conformance -count=1 -v ./internal/conformance/qgis

## ci: everything of test anew, and that generated files are up to date: run it before a change is handed over
ci: export LANDBANK_ANEW = 1
ci: verify-generated test

## generate: write the files that are made from others: the contract's schemas, the types of the web interface, how sites look
generate: tools web-modules
	$(call step,Generating)
	@go generate ./...
	@cd web && npx --no-install openapi-typescript ../api/openapi.gen.json --output src/api/schema.gen.ts --root-types
	@cd web && npx --no-install vitest run test/published-style.test.ts -u --reporter=dot >/dev/null

## fmt: format Go and TypeScript
fmt: tools web-modules
	@gofmt -w $$($(go_files))
	@cd web && npx --no-install biome format --write

## lint: gofmt, go vet, staticcheck; the lint of the web interface is part of its tests
lint: tools gofmt vet staticcheck

## clean: remove what was built and the marks of what passed; never the data
clean:
	rm -rf bin web/dist .make

## help: this list
help:
	@sed -n 's/^## \([a-z]*\): \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

packages:
	@.ci/install-packages run

packages-test:
	@.ci/install-packages test

tools:
	@.ci/check-tools

# npm writes node_modules/.package-lock.json at the end of an installation: it is older than the lock when that changed.
web-modules: web/node_modules/.package-lock.json
e2e-modules: e2e/node_modules/.package-lock.json
%/node_modules/.package-lock.json: %/package-lock.json
	$(call step,Installing the npm packages of $*)
	@cd $* && npm ci --no-audit --no-fund && touch node_modules/.package-lock.json

web: web-modules
	@$(once) web-build web api/openapi.gen.json -- $(MAKE) --no-print-directory build-web
	@test -e web/dist/index.html || $(MAKE) --no-print-directory build-web
.PHONY: build-web
build-web:
	$(call step,Building the web interface)
	@cd web && npm run --silent build

gofmt:
	$(call step,gofmt)
	@wrong=$$(gofmt -l $$($(go_files))); \
	if [ -n "$$wrong" ]; then printf 'Not formatted (make fmt mends it):\n%s\n' "$$wrong" >&2; exit 1; fi

vet:
	$(call step,go vet)
	@go vet ./...

staticcheck:
	$(call step,staticcheck)
	@go tool staticcheck ./...

test-web: web-modules
	@$(once) web-test web api/openapi.gen.json api/ogc/looks.gen.json -- $(MAKE) --no-print-directory test-web-anew
.PHONY: test-web-anew
test-web-anew:
	$(call step,Web: types and lint)
	@cd web && npm run --silent check
	$(call step,Web: unit tests)
	@cd web && npm test --silent

# Databases and files of tests are in memory where there is plenty; what the compiler writes is too large for that.
test-go test-e2e: export LANDBANK_SCRATCH = $(shell .ci/scratch)
test-go test-e2e: export TMPDIR = $(LANDBANK_SCRATCH)
test-go: export GOTMPDIR ?= /tmp

# The provider that single sign-on is tried against is a package of npm.
test-go: export LANDBANK_TOOLS = all
test-go: e2e-modules
	$(call step,Go tests)
	@go test $(if $(LANDBANK_ANEW),-count=1) ./...

test-e2e: e2e-modules
	@$(once) e2e bin/landbank e2e -- $(MAKE) --no-print-directory test-e2e-anew
.PHONY: test-e2e-anew
test-e2e-anew:
	$(call step,Browser journeys)
	@cd e2e && npm test --silent

verify-generated: generate
	$(call step,Generated files are up to date)
	@git diff --exit-code --stat -- api/openapi.yaml api/openapi.gen.json web/src/api/schema.gen.ts api/ogc/looks.gen.json || { echo 'Generated files differ: run make generate and commit them.' >&2; exit 1; }

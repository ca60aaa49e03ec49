# What a person or CI runs here. Versions are pinned where each tool reads them: package.json and package-lock.json
# (npm), lab/requirements*.txt (Envoy), go.mod in lab/func-e, lab/istio, lab/argo, lab/flux and lab/envoy-gateway (Go).
SHELL := /bin/bash
.DEFAULT_GOAL := help

BIN := node_modules/.bin
RUN := node --import tsx
CORE := $(shell find assembly/core -name '*.ts')
MODULES := $(shell find assembly -name '*.ts')
LIB := $(shell find lib -name '*.ts')
CLI := $(shell find cli -name '*.ts')
WEB := $(shell find web -type f)
ARCH :=

.PHONY: help setup build page native demo test test-native differential sanitize native-cost test-istio image push break reliability soak bench bench-compare bench-native bench-commands bench-regex check audit graph format golden clean test-sql sql-billion

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 20

demo: build ## Play the release on the real Envoy and print the users' table (KEEP=1 leaves it running)
	@$(RUN) lab/demo.ts

test: image setup-unit ## Run every suite (SUITES="core cli" runs some)
	@$(RUN) tests/run.ts $(SUITES)

build: build/hash-tagging.wasm build/hash-tagging-response.wasm build/header-propagation.wasm build/core.js build/cli/main.js ## Build the modules, the core for Node and browsers, and the command line

page: build/page/index.html ## Build the page: build/page/, and in it single.html, which has all inside and opens from a disk

native: build/libhash_tagging$(ARCH:%=-%).so ## Build the same filter as a dynamic module of Envoy, build/libhash_tagging.so (ARCH=arm64: for arm64, by cross-compiling; docs/native.md)

test-native: native ## Run every test of the real Envoy on the native module, with 1,000 updates (UPDATES=), on Envoy 1.40 (ENVOY=1.39.3)
	@UPDATES=$(or $(UPDATES),1000) $(RUN) tests/run.ts native

differential: native ## A million requests (REQUESTS=) on the native module and on the wasm module: 0 may differ
	@$(RUN) tests/native/differential.ts

sanitize: native ## The native module under the compiler's sanitizers: 100,000 requests (REQUESTS=), 1,000 updates (UPDATES=)
	@REQUESTS=$(or $(REQUESTS),100000) UPDATES=$(or $(UPDATES),1000) $(RUN) --test tests/native/sanitizers.test.ts

native-cost: native ## Count what a request costs on the native module, and write the table of docs/native.md
	@$(RUN) tests/native/cost.ts

test-sql: build setup-unit ## Run the SQL of rules on DuckDB, ClickHouse, Spark and PostgreSQL: a million ids (IDS=), 0 may differ
	@$(RUN) tests/run.ts sql

sql-billion: build ## Count 1e9 ids by rules on ClickHouse (IDS=), which take minutes
	@$(RUN) tests/sql/billion.ts

test-istio: image ## Run the tests on the real Istio control plane
	@$(RUN) tests/run.ts istio

test-envoy-gateway: image ## Run the tests on the real Envoy Gateway
	@$(RUN) tests/run.ts gateway

image: build ## Write an OCI image of each module, build/MODULE.oci, and print their digests
	@$(RUN) release/image.ts

push: image ## Push an image: make push IMAGE=registry.example.com/hash-tagging:0.1.0 (MODULE=header-propagation another)
	@$(RUN) release/push.ts $(IMAGE) $(MODULE)

break: build ## Try to break it: every fault of the host, and MINUTES (10) of fuzzing, shared by five targets; all of what make test plays a slice of
	@WHOLE=1 PAIRS=1000000 BREAK_SECONDS=$$(( $(or $(MINUTES),10) * 12 )) $(RUN) tests/run.ts break filter hash regex

reliability: image ## Play every fault on the real Envoy and Istio, and write RELIABILITY.md: 4 minutes
	@$(RUN) tests/break/reliability/measure.ts

soak: build ## All kinds of traffic at once for MINUTES (10), with rules that change: build/soak.svg and a table
	@$(RUN) tests/break/soak/soak.ts $(MINUTES)

bench: build native ## Measure what a request costs beside other filters: 10 minutes (QUICK=1: about 2)
	@$(RUN) bench/bench.ts $(if $(QUICK),quick)

bench-compare: build ## Measure this tree against another commit: make bench-compare BASE=main~1
	@$(RUN) bench/compare.ts $(BASE) $(HEAD)

bench-commands: build ## Time the command line on a million ids (IDS=)
	@$(RUN) bench/commands.ts

bench-native: build native ## Measure the native module alone beside the wasm module and one by hand: 4 minutes (QUICK=1: 1)
	@$(RUN) bench/native.ts

bench-regex: setup ## Draw docs/regex.svg: what regular expressions cost for the worst of values, by their length
	@$(RUN) bench/regex.ts

check: setup ## Check format, lint, types, the dependencies, and that the tree is clean
	$(BIN)/prettier --check .
	$(BIN)/eslint .
	$(BIN)/tsc -p .
	$(BIN)/tsc -p web
	@$(RUN) lab/audit.ts
	@test -z "$$(git status --porcelain)" || { git status --short; echo "the tree is not clean"; exit 1; }

audit: setup ## Ask the registries what is known against the pinned versions
	@$(RUN) lab/audit.ts

graph: setup ## Print how the files and folders of each part import each other: floors, arrows, circles
	@$(RUN) tests/walls/graph.ts $(CHECKOUT)

format: setup ## Rewrite the files in the project's format
	$(BIN)/prettier --write .

golden: image ## Write the golden files of the tests anew
	GOLDEN=1 $(RUN) tests/run.ts build cli

clean: ## Remove what was built (what was installed stays)
	rm -rf build

setup: node_modules/.package-lock.json

setup-unit: tests/unit/node_modules/.package-lock.json

node_modules/.package-lock.json: package-lock.json
	@command -v npm >/dev/null || { echo "npm not found: install Node.js 20 or newer"; exit 1; }
	npm ci --no-audit --no-fund
	@touch $@

tests/unit/node_modules/.package-lock.json: tests/unit/package-lock.json
	npm --prefix tests/unit ci --no-audit --no-fund
	@touch $@

build/hash-tagging.wasm: $(MODULES) asconfig.json node_modules/.package-lock.json
	$(BIN)/asc assembly/gateway/index.ts --target filter

build/hash-tagging-response.wasm: $(MODULES) asconfig.json node_modules/.package-lock.json
	$(BIN)/asc assembly/gateway-response/index.ts --target response

build/libhash_tagging.so: build/hash-tagging.wasm $(wildcard native/* native/imports/*)
	native/build.sh $< $@

build/libhash_tagging-arm64.so: build/hash-tagging.wasm $(wildcard native/* native/imports/*)
	@command -v aarch64-linux-gnu-gcc >/dev/null || { echo "aarch64-linux-gnu-gcc not found: apt-get install gcc-aarch64-linux-gnu libc6-dev-arm64-cross"; exit 1; }
	CC=aarch64-linux-gnu-gcc native/build.sh $< $@

build/header-propagation.wasm: $(MODULES) asconfig.json node_modules/.package-lock.json
	$(BIN)/asc assembly/sidecar/index.ts --target propagation

build/core.js: $(CORE) asconfig.json node_modules/.package-lock.json
	$(BIN)/asc assembly/core/index.ts --target core

build/cli/main.js: $(LIB) $(CLI) tsconfig.json lib/tsconfig.json cli/tsconfig.json build/core.js
	rm -rf build/lib build/cli
	$(BIN)/tsc -p lib
	$(BIN)/tsc -p cli
	@sed -i.bak 's,"#core","../core.js",' build/lib/core.js && rm build/lib/core.js.bak # a browser knows no "imports"
	@chmod +x $@

build/page/index.html: $(WEB) $(LIB) tsconfig.json build/core.js
	$(BIN)/tsc -p web
	@for mode in production worker single; do $(BIN)/vite build --config web/vite.config.ts --logLevel error --mode $$mode || exit; done
	@mv build/page-single/index.html build/page/single.html && rm -r build/page-single build/page-worker

# `make help` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

COUNT ?= 1
SEED ?= 1
SEEDS ?= 10000
ROUNDS ?= 3
KILLS ?= 200
CANCELS ?= 0
SANITIZER ?= thread
PRODUCTS := odori odori-api odori-worker odori-queue
# Optimised programs hold Swift's own libraries, as in the images: they start sooner, and need less time and memory.
OPTIMISED := swift build --explicit-target-dependency-import-check error -c release --static-swift-stdlib
PROGRAMS = "$$(swift build -c release --show-bin-path)"

.PHONY: help
help: ## What there is
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: tools
tools: ## Install the system packages that are missing (apt)
	@infra/tools

.PHONY: build
build: tools ## Build the four programs, optimised
	@for product in $(PRODUCTS); do $(OPTIMISED) --product "$$product"; done

.PHONY: demo
demo: build ## Make characters dance here, and verify every file (COUNT=3 SEED=7)
	@$(PROGRAMS)/odori demo --count $(COUNT) --seed $(SEED)

.PHONY: up
up: build ## Start API (8080), worker (8081) and queue (8123) here
	@$(PROGRAMS)/odori up

.PHONY: test-tools
test-tools:
	@infra/tools --tests

.PHONY: test
test: test-tools ## Everything that CI runs, with the time of every suite
	@infra/test

.PHONY: bench
bench: bench-engine bench-api bench-google bench-media ## All benchmarks

.PHONY: bench-api
bench-api: tools ## Time the accepting of jobs beside Flask and gunicorn, into docs/BENCHMARKS.md (ROUNDS=3)
	@for product in odori-queue odori-api; do $(OPTIMISED) --product "$$product"; done
	@infra/bench/rivals-api
	@infra/bench/api.py --rounds $(ROUNDS) --programs $(PROGRAMS)

.PHONY: bench-google
bench-google: tools ## Time our Google clients and the API on Firestore beside Google's and Flask, into docs/BENCHMARKS.md (ROUNDS=3)
	@for product in odori-queue odori-api odori-bench-google; do $(OPTIMISED) --product "$$product"; done
	@infra/bench/rivals-google
	@infra/bench/google_services.py --rounds $(ROUNDS) --programs $(PROGRAMS)

.PHONY: bench-media
bench-media: tools ## Measure the edit beside MoviePy, and the beats by mir_eval, into docs/BENCHMARKS.md (ROUNDS=3)
	@$(OPTIMISED) --product odori
	@infra/bench/rivals-media
	@infra/bench/media.py --rounds $(ROUNDS) --programs $(PROGRAMS)
	@.build/bench-media/bin/python infra/bench/beats.py --programs $(PROGRAMS)

.PHONY: bench-engine
bench-engine: tools ## Time the engine and its queue beside DBOS and Celery, into docs/BENCHMARKS.md (ROUNDS=3)
	@for product in odori-queue odori-bench-engine; do $(OPTIMISED) --product "$$product"; done
	@infra/bench/rivals
	@infra/bench/engine.py --rounds $(ROUNDS) --programs $(PROGRAMS)

.PHONY: simulate
simulate: tools ## Play seeded schedules of the whole system (SEEDS=50000 SEED=7 TRACE=1)
	@$(OPTIMISED) --product odori-simulate
	@$(PROGRAMS)/odori-simulate --seeds $(SEEDS) --seed $(SEED) $(if $(TRACE),--trace)

.PHONY: mutants
mutants: tools ## Break the engine on purpose, and see that the simulation notices
	@infra/mutants

.PHONY: chaos
chaos: tools ## Kill real processes at random while jobs run, and count what is lost (KILLS=200 CANCELS=50 SEED=7)
	@for product in odori-api odori-worker odori-queue odori-fake-providers odori-chaos; do \
		$(OPTIMISED) --product "$$product"; done
	@$(PROGRAMS)/odori-chaos --kills $(KILLS) --cancels $(CANCELS) --seed $(SEED)

.PHONY: pictures
pictures: test-tools ## Take the documentation's pictures anew, in a browser
	@swift build --build-tests
	@ODORI_PICTURES="$(CURDIR)/docs/images" swift test --skip-build --filter '^BrowserTests\.'

.PHONY: man
man: ## Write docs/odori.1 anew, from what the command says of itself
	@swift build --product odori
	@infra/man "$$(swift build --show-bin-path)/odori" > docs/odori.1

.PHONY: image-check
image-check: ## Carry the Dockerfile out without Docker, and run a job in what comes of it (as root, after make build)
	@infra/image-check

.PHONY: infra-check
infra-check: ## Judge images' recipe, Terraform, scripts, dashboards, run book and rules without an account
	@infra/infra-check

.PHONY: bench-start
bench-start: build ## Time the starts and ends of API and worker
	@infra/bench/start

.PHONY: sanitize
sanitize: tools ## Run tests under a sanitizer (SANITIZER=thread or address)
	@infra/sanitize $(SANITIZER)

.PHONY: lint
lint: ## Check the style of all sources
	@swift format lint -r -p --strict Sources Tests Package.swift

.PHONY: verify
verify: export ODORI_TEST_EVERY = 1
verify: lint test simulate mutants demo chaos infra-check ## Everything: lint, all tests, simulation, mutants, an optimised demo, chaos, infrastructure

.PHONY: clean
clean: ## Remove what was built and what demos made
	@rm -rf .build .odori/demo .odori/chaos

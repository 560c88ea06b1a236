# Everything sets itself up: a virtual environment in .venv, and for the tests a browser.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
COURSE ?= content
PAGES ?= 1000
PEERS ?= hugo,pelican,mdbook,material

.PHONY: help serve build check test test-firefox lint bench bench-serve bench-startup docs lock clean

help:
	@echo "make serve    build the course, serve it on this machine and open a browser; every save shows at once"
	@echo "make build    build the website into build/site"
	@echo "make check    report every problem of the content"
	@echo "make test     lint, then all tests (installs what they need, a browser too)"
	@echo "make test-firefox  try a built course in Firefox, from a disk (needs a Firefox)"
	@echo "make lint     ruff (lint and format), mypy --strict and the contract of the layers"
	@echo "make bench    measure builds against other generators (PAGES=1000 a language, PEERS=hugo,…)"
	@echo "make bench-startup  measure how long a page's exercises take to start on a slow processor"
	@echo "make docs     write docs/diagnostics.md and docs/exercises.md anew"
	@echo "make lock     lock the newest versions that pyproject.toml allows"
	@echo "make clean    remove everything that was made"

# What the program needs.
$(VENV)/ready: pyproject.toml requirements.txt tools/venv
	@tools/venv "$(PYTHON)" "$(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

# What developing it needs.
$(VENV)/ready-dev: $(VENV)/ready requirements-dev.txt requirements-words.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements-words.txt
	@touch $@

serve: $(VENV)/ready
	@$(BIN)/sitegen serve --course $(COURSE) --open

build: $(VENV)/ready
	@$(BIN)/sitegen build --course $(COURSE)

check: $(VENV)/ready
	@$(BIN)/sitegen check --course $(COURSE)

lint: $(VENV)/ready-dev
	@mkdir -p build
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache >build/.lint-imports 2>&1 || { cat build/.lint-imports; exit 1; }

test: $(VENV)/ready-dev
	@mkdir -p build
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m pytest -n 2

# A target of its own: what it needs is on few machines. Status 0 only where it has run.
test-firefox: $(VENV)/ready-dev
	@$(BIN)/python tools/firefox.py
	@$(BIN)/python -m pytest tests/firefox/in_firefox.py

bench: $(VENV)/ready-dev
	@$(BIN)/python -m bench.setup
	@$(BIN)/python -m bench.run --pages $(PAGES) --peers $(PEERS)

bench-serve: $(VENV)/ready-dev
	@$(BIN)/python -m bench.serve

bench-startup: $(VENV)/ready-dev
	@$(BIN)/python tools/browser.py
	@$(BIN)/python -m bench.startup

docs: $(VENV)/ready-dev
	@$(BIN)/python -m sitegen.report
	@$(BIN)/python tools/exercises.py

lock: $(VENV)/ready
	@tools/lock "$(PYTHON)"

clean:
	rm -rf build dist $(VENV) *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

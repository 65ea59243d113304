# Gongkai: each target makes its own environment in .venv/ where there is none.
# Needs Python 3.11 or newer with venv, make, and a package registry; nothing else.

.DEFAULT_GOAL := help
SHELL := /bin/sh
.SHELLFLAGS := -ec
.DELETE_ON_ERROR:

# Chinese in and out, also where no UTF-8 locale is set.
export PYTHONUTF8 := 1
# What a shell has set for other Pythons is not for this one: the environment decides alone.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONDONTWRITEBYTECODE VIRTUAL_ENV MPLBACKEND

BIN := .venv/bin
READY := .venv/.ready
CANDIDATES := python3 python3.13 python3.12 python3.11 python3.14 python
PLACES := 乌恰县,绥宁县,陕西省山阳县,南京市江宁区,平潭县
YEARS := 2011-2025
LANGUAGE := zh

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)$$/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

.PHONY: brief
brief: $(READY) ## a PDF under reports/ that compares five real counties (PLACES=, YEARS=, LANGUAGE=)
	@$(BIN)/gongkai brief compare --places '$(PLACES)' --years '$(YEARS)' --language '$(LANGUAGE)'

.PHONY: test
test: lint ## lint, types and the quick tests
	@$(BIN)/python -m pytest

.PHONY: test-all
test-all: lint ## the same with the slow tests: notebooks and briefs
	@$(BIN)/python -m pytest -m ''

.PHONY: lint
lint: $(READY) ## lint, format and types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

.PHONY: lab
lab: $(READY) ## JupyterLab on this folder
	@# Jupyter asks for this word where the only user is root, as in a container.
	@$(BIN)/jupyter lab --ServerApp.root_dir=. $$(if [ "$$(id -u)" = 0 ]; then echo --allow-root; fi)

.PHONY: bench
bench: $(READY) ## how long reading, checking and a store take, as ratios to parsing and loading alone
	@$(BIN)/python tests/benchmarks/run.py
	@$(BIN)/python tests/benchmarks/many.py
	@$(BIN)/python tests/benchmarks/store.py

.PHONY: accuracy
accuracy: $(READY) ## write docs/reading-accuracy.md (COPIES=a folder of saved pages)
	@$(BIN)/python tests/write_accuracy.py $(if $(COPIES),'$(COPIES)')

.PHONY: definitions
definitions: $(READY) ## write docs/definitions.md from the codebook
	@$(BIN)/python tests/write_definitions.py

.PHONY: env
env: $(READY) ## only the environment, in .venv/

.PHONY: clean
clean: ## remove the environment and caches; data and reports stay
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml requirements.lock
	@if [ ! -x $(BIN)/python ] || ! $(BIN)/python -c '' 2>/dev/null; then \
	  found=''; \
	  for each in $(CANDIDATES); do \
	    if $$each -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
	        >/dev/null 2>&1; then found=$$each; break; fi; \
	  done; \
	  if [ -z "$$found" ]; then \
	    echo 'No Python 3.11 or newer with venv was found: install one (on Debian and Ubuntu also' \
	      'python3-venv) so that `python3` or `python3.11` starts it, then run make again.' >&2; \
	    exit 1; \
	  fi; \
	  echo "Making .venv with $$($$found --version)"; \
	  $$found -m venv --clear .venv; \
	fi
	@echo 'Installing the packages of requirements.lock (a minute or two the first time)'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation --editable .
	@touch $(READY)

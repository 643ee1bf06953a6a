# `make serve` runs the hub, `make test` checks everything; the other targets are below.

.DEFAULT_GOAL := help
.PHONY: help serve editor test coverage bench soak lock clean

VENV := .venv
BIN := $(VENV)/bin

help: ## says what the targets do
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1  \2/p' $(MAKEFILE_LIST)

serve: $(VENV)/base.stamp ## runs the hub at http://127.0.0.1:8000 (PORT, HOST, HUB_URL, HUB_HOME, DATABASE_URL)
	@exec $(BIN)/python manage.py serve

editor: $(VENV)/base.stamp ## makes an account in the Editors group
	@exec $(BIN)/python manage.py editor

test: $(VENV)/test.stamp ## checks everything: lint, types, SQLite, PostgreSQL, browser
	@exec $(BIN)/python tests/run.py

coverage: $(VENV)/test.stamp ## measures which lines and branches the tests run, on SQLite
	@exec $(BIN)/python tests/run.py coverage

bench: $(VENV)/test.stamp ## measures the search beside the bare engine, on both databases (FULL=1: 100,000 terms)
	@exec $(BIN)/python bench/search.py

soak: $(VENV)/test.stamp ## Nu checker, Lighthouse, axe, races, random inputs, small changes of the code (half an hour)
	@exec $(BIN)/python tests/soak.py

lock: $(VENV)/test.stamp ## writes requirements/*.txt anew from pyproject.toml
	@exec $(BIN)/python requirements/lock.py

clean: ## removes the environment and the caches; the state folder stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache

$(VENV)/base.stamp: requirements/base.txt requirements/environment.sh
	@PYTHON="$(PYTHON)" sh requirements/environment.sh $(VENV) requirements/base.txt
	@touch $@

$(VENV)/test.stamp: requirements/test.txt $(VENV)/base.stamp
	@PYTHON="$(PYTHON)" sh requirements/environment.sh $(VENV) requirements/test.txt
	@touch $@

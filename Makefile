# The two commands a newcomer needs: `make call` and `make test`. Both install what they need into .venv first.
# `make phone` is `make call` with sound, in a browser.
# The line is checked as of a day that stays, so that no test begins to fail by the calendar.
# Tests in a browser stand in one group, so that one worker starts one (--dist loadgroup).
# Three workers suit two cores: tests that wait for a process or a telephone leave room for others.
# `make long` runs what takes minutes as well, and draws new examples for every property.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
LINE ?= menus/pay-my-bill
WORKERS ?= 3

.PHONY: call phone test long install develop format lint types floors tests check accept clean

call: install
	@$(BIN)/ivr call $(LINE)

phone: $(VENV)/phoned
	@$(BIN)/ivr phone $(LINE)

test: develop lint types floors check tests

install: $(VENV)/installed

develop: $(VENV)/developed

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try make PYTHON=python3.11")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	@echo "Installing into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable .
	@touch $@

$(VENV)/developed: $(VENV)/bin/python pyproject.toml
	@echo "Installing what the tests need into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/phoned: $(VENV)/installed
	@echo "Installing what a telephone needs into $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --use-pep517 --editable '.[phone,draw]'
	@touch $@

format: develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: develop
	$(BIN)/mypy

floors: develop
	$(BIN)/lint-imports

check: develop
	$(BIN)/ivr check $(LINE) --today 2026-11-24

tests: develop
	$(BIN)/python -m pytest tests menus -n $(WORKERS) --dist loadgroup

long: develop
	IVR_EXAMPLES=long $(BIN)/python -m pytest tests -m 'long or not long' -n $(WORKERS) --dist loadgroup

accept: develop
	ACCEPT=1 $(BIN)/python -m pytest tests/reading tests/checking tests/test_catalogue.py tests/test_documentation.py

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

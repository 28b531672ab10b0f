# Everything sets itself up: `make demo` and `make test` work in a fresh clone on a bare machine with Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: demo test lint accuracy bench reference clean

demo: $(STAMP)
	@mkdir -p demo
	@rm -f demo/ledger.duckdb
	$(BIN)/khabar code examples -o demo/ledger.duckdb --format none
	@echo
	$(BIN)/khabar incidents demo/ledger.duckdb --full

test: lint
	$(BIN)/python -m pytest -n 2

lint: $(STAMP)
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/mypy

accuracy: $(STAMP)
	$(BIN)/khabar evaluate --all ../shared/data --write docs/accuracy.md

bench: $(STAMP)
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/cold_start.py

reference: $(STAMP)
	$(BIN)/python -m khabar.docs docs/reference

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache

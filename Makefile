# Everything sets itself up: `make demo` and `make test` work in a fresh clone on a bare machine with Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready

.PHONY: ready demo test lint accuracy bench reference train desk clean

demo: ready
	@mkdir -p demo
	@rm -f demo/ledger.duckdb
	@echo "$$ khabar code examples -o demo/ledger.duckdb"
	@$(BIN)/khabar code examples -o demo/ledger.duckdb
	@echo
	@echo "$$ khabar incidents demo/ledger.duckdb --full"
	@$(BIN)/khabar incidents demo/ledger.duckdb --full
	@echo
	@echo "$$ khabar show demo/ledger.duckdb ID      asks why: try it with any id above (source $(BIN)/activate first)"

test: lint
	$(BIN)/python -m pytest -n 2

lint: ready
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/mypy

accuracy: ready
	$(BIN)/khabar evaluate --all ../shared/data --write docs/accuracy.md

bench: ready
	$(BIN)/python benchmarks/throughput.py
	$(BIN)/python benchmarks/cold_start.py

reference: ready
	$(BIN)/python -m khabar.docs docs/reference
	$(BIN)/python docs/make_picture.py

# Makes the reader's network again: half an hour with a large GPU, a day or more without one (training/reader/README.md).
train: ready
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/reader/requirements.txt
	PYTHON=$(BIN)/python TRAINER=.venv-train/bin/python training/reader/make.sh ../shared/data

# Builds the pages of the desk into the package; what it makes is committed, so that installing needs no Node.
desk:
	cd desk && npm ci --ignore-scripts && npx tsc --noEmit && node build.mjs

# The gazetteer is compiled on installation, and anew when its sources or their code have changed.
ready: $(STAMP)
	@$(BIN)/python -m khabar.place.fresh

$(STAMP): pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.exit("khabar needs Python 3.11 or later, this is " + sys.version.split()[0] + "; give another: make PYTHON=python3.12 demo") if sys.version_info < (3, 11) else None'
	@echo "Setting up $(VENV): installs khabar and compiles its gazetteer, a few minutes the first time ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) demo build dist .mypy_cache .ruff_cache .pytest_cache

# The two commands of the README, and what developers need besides. Each target does its own set-up.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# tests and benchmarks start hundreds of interpreters: they compile a module once
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test cover check docs bench wheels clean pages

demo: $(VENV)/.run  ## write every document of the two invented programs into ./demo
	$(BIN)/kimcore demo demo --force

test: $(VENV)/.test  ## run all tests
	$(BIN)/python -m pytest -n 2 --dist worksteal $(ARGS)

cover: $(VENV)/.test  ## run all tests and ask for branch coverage of 100 %
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term $(ARGS)

check: $(VENV)/.check  ## style, types, import layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.docs  ## build the documentation, warnings are errors
	$(BIN)/python tools/pages.py --check
	$(BIN)/sphinx-build -q -W -b html docs docs/_build/html
	@echo "docs/_build/html/index.html"

bench: $(VENV)/.bench  ## measure kimcore side by side with its peers
	$(BIN)/python benchmarks/run.py

pages: $(VENV)/.run  ## write the generated pages of the documentation anew
	$(BIN)/python tools/pages.py

wheels: $(VENV)/.check  ## build the wheels of kimcore and of the packages in plugins/
	for package in . plugins/*/; do $(BIN)/python -m build --wheel --no-isolation --outdir dist $$package || exit 1; done

clean:
	rm -rf $(VENV) dist build demo docs/_build .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

# tests and benchmarks know the packages in plugins/
$(VENV)/.test $(VENV)/.bench: $(VENV)/.%: $(VENV)/.run $(wildcard plugins/*/pyproject.toml)
	$(PIP) --editable ".[$*]" $(patsubst %/pyproject.toml,--editable %,$(wildcard plugins/*/pyproject.toml))
	@touch $@

$(VENV)/.%: $(VENV)/.run
	$(PIP) --editable ".[$*]"
	@touch $@

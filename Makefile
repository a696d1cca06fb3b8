# The house's commands. `make demo` and `make test` each do all their own set-up.

PYTHON ?= $(shell deploy/find-python)
PORT ?= 8000
WORKERS ?= auto
ARGS ?=
UPGRADE ?=

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
COMPILE := UV_CUSTOM_COMPILE_COMMAND="make lock" .venv-lock/bin/uv pip compile --quiet --no-config \
	--universal --python-version 3.11 --generate-hashes $(UPGRADE)

# What the caller's shell sets for another Python must not leak into ours.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
# Tests start the program many hundred times: what it was compiled to must be kept.
unexport PYTHONDONTWRITEBYTECODE
export PIP_USER := 0
export PYTHONNOUSERSITE := 1

.PHONY: help install demo test bench prove lint lock clean
.DELETE_ON_ERROR:

help:
	@echo "make demo     a populated community on http://127.0.0.1:$(PORT) (PORT=8000)"
	@echo "make test     lint and tests, installing what they need"
	@echo "make install  .venv with the goldenbean command in it"
	@echo "make bench    measure; every figure is a ratio inside one run"
	@echo "make prove    the long proofs"
	@echo "make lint     only the linter"
	@echo "make lock     pin the dependencies anew (UPGRADE=--upgrade for newer versions)"
	@echo "make clean    remove what make made; never a community's data"

install: .venv/installed

demo: .venv/installed
	$(BIN)/goldenbean demo --port $(PORT) $(ARGS)

test: .venv/installed-for-tests
	@deploy/debian-packages tests
	$(BIN)/ruff check .
	$(BIN)/pytest -m "not browser and not prove" --numprocesses $(WORKERS) --dist worksteal $(ARGS)
	@# Playwright keeps an event loop of its own, which other asynchronous tests cannot live beside.
	$(BIN)/pytest tests/browser -m "browser and not prove" --numprocesses $(WORKERS) --dist worksteal $(ARGS)
	@echo "The long proofs are not part of this run: make prove"

bench: .venv/installed-for-tests
	$(BIN)/python -m benchmarks $(ARGS)

prove: .venv/installed-for-tests
	@deploy/debian-packages tests
	$(BIN)/pytest -m prove $(ARGS)

lint: .venv/installed-for-tests
	$(BIN)/ruff check .

.venv/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "goldenbean needs Python 3.11 or newer; none was found." >&2; exit 1; }
	@deploy/debian-packages venv "$(PYTHON)"
	"$(PYTHON)" -m venv --clear .venv

.venv/installed: requirements.lock requirements-build.lock pyproject.toml | .venv/pyvenv.cfg
	$(PIP) install --quiet --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-for-tests: requirements-test.lock .venv/installed
	$(PIP) install --quiet --require-hashes -r requirements-test.lock
	@touch $@

.venv-lock/installed: requirements-lock.lock
	"$(PYTHON)" -m venv --clear .venv-lock
	.venv-lock/bin/python -m pip --disable-pip-version-check --no-input install --quiet \
		--require-hashes -r requirements-lock.lock
	@touch $@

# Each lock is held to the one before it, so that all of them fit into one environment.
lock: .venv-lock/installed
	$(COMPILE) pyproject.toml --output-file requirements.lock
	$(COMPILE) pyproject.toml --group test --group dev --constraints requirements.lock \
		--output-file requirements-test.lock
	$(COMPILE) --group build --constraints requirements-test.lock \
		--output-file requirements-build.lock
	$(COMPILE) --group lock --output-file requirements-lock.lock

clean:
	rm -rf .venv .venv-lock build dist test-results .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The two commands of the README are `make demo` and `make test`; everything else is for developers.
# Nothing is needed beforehand but Python 3.11, 3.12 or 3.13 and make.

PYTHON ?=
BIN := .venv/bin
export PYTHONUTF8 := 1
# An empty HOME is none: programs would take the root of the disk for it.
ifeq ($(strip $(HOME)),)
unexport HOME
endif
# What developers' commands read when they load the web application's settings; `serve`, `demo` and the tests have their
# own. Tests that find it set would run on the settings of a site, whatever database they are asked for.
types migrations contracts bench: export DJANGO_SETTINGS_MODULE ?= prongsai.config.settings
types migrations contracts: export PRONGSAI_FOLDER := .venv/site

.PHONY: ready ready-dev demo demo-files test setup check bench fmt lint types contracts migrations criteria lock \
  newer-releases try-setup release mutants clean
# Two targets must not set up at once.
.NOTPARALLEL:

demo: ready
	@PRONGSAI_MODE=desk DATABASE_URL= $(BIN)/prongsai serve --demo --folder out/site

# The same five agencies without a browser: a table, and their documents in out/.
demo-files: ready
	@$(BIN)/prongsai demo --out out

test: ready-dev
	$(BIN)/python -m pytest -n 2
	PRONGSAI_TEST_POSTGRES=1 $(BIN)/python -m pytest -n 2 tests/records tests/web

setup: ready-dev

# How much of the six steps the tests reach, branches counted. The floor only rises.
FLOOR := 98.0
STEPS := src/prongsai/criteria/*,src/prongsai/collect/*,src/prongsai/assess/*,src/prongsai/analyze/*,src/prongsai/improve/*,src/prongsai/publish/*
# Exactly what CI runs.
check: ready-dev lint types contracts migrations criteria
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered
	$(BIN)/coverage report --include='$(STEPS)' --format=total --precision=2 --fail-under=$(FLOOR)
	PRONGSAI_TEST_POSTGRES=1 $(BIN)/python -m pytest -n 2 tests/records tests/web

lint: ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: ready-dev
	$(BIN)/mypy

contracts: ready-dev
	$(BIN)/lint-imports

migrations: ready-dev
	$(BIN)/python -m django makemigrations --check --dry-run records

criteria: ready-dev
	$(BIN)/prongsai criteria check

bench: ready-dev
	@for each in bench/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

fmt: ready-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pins every dependency with hashes, for every platform, and writes no address of where it came from. What is pinned
# already stays as it is while it fits. Wheels only: to build one, the package client would fetch the newest of whatever
# builds it.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
  --emit-build-options --no-strip-extras --no-emit-index-url --no-annotate --no-header
lock: ready-dev
	@for lock in build run dev mutants; do $(LOCK) requirements/$$lock.in -o requirements/$$lock.txt || exit 1; done
	$(BIN)/python scripts/wheels.py

# What is installed elsewhere: the program, the lock that it is installed by, what a server needs beside it, and the
# hashes of them all.
release: ready-dev
	rm -rf dist
	$(BIN)/python -m hatchling build
	cp requirements/run.txt dist
	cp -R deploy dist
	cd dist && $$(command -v sha256sum || echo shasum -a 256) *.* deploy/* > SHA256SUMS && cat SHA256SUMS

# The set-up in earnest, some minutes: each try in a fresh copy of this folder.
try-setup: ready-dev
	$(BIN)/python scripts/try_setup.py $(TRY)

# How many of a fixed set of mutants of the six steps the tests catch: some 20 minutes, on systems that fork. The tool is
# pinned apart and lies apart, so that nothing else needs it.
mutants: ready-dev .venv/mutants
	rm -rf mutants
	PYTHONPATH=.venv/mutants $(BIN)/python -m mutmut run
	@PYTHONPATH=.venv/mutants $(BIN)/python -m mutmut results

.venv/mutants: requirements/mutants.txt
	@rm -rf $@
	@$(BIN)/python -m pip install -qq --no-deps --require-hashes --target $@ -r requirements/mutants.txt
	@PYTHONPATH=$@ $(BIN)/python -m pip check

# Newer releases of everything that is pinned, in an index on this machine, change nothing.
newer-releases: ready-dev
	$(BIN)/python scripts/try_setup.py newer-releases

clean:
	rm -rf .venv out dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis mutants

# What every other target asks for first: .venv as the locks say. Where nothing has changed it does nothing.
ready ready-dev:
	@python=$$(sh scripts/find_python.sh "$(PYTHON)") && "$$python" scripts/set_up.py $(if $(filter ready,$@),run,dev)

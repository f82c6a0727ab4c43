# The two commands of the README are `make demo` and `make test`; everything else is for developers.
# Nothing is needed beforehand but Python 3.11 (or later) and make.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1
# A lock is whole: what it does not name is not installed, so that a newer release of anything changes nothing. -qq
# hides the package client's warnings and shows its errors; afterwards it must find that nothing is missing.
INSTALL := $(BIN)/python -m pip install -qq --no-deps --require-hashes
COMPLETE := missing=$$($(BIN)/python -m pip check 2>&1) || { echo "$$missing"; exit 1; }
# What developers' commands read when they load the web application's settings; `serve` and `demo` have their own.
export DJANGO_SETTINGS_MODULE ?= prongsai.config.settings
types migrations contracts: export PRONGSAI_FOLDER := .venv/site

.PHONY: demo demo-files test setup check bench fmt lint types contracts migrations criteria lock release clean

demo: .venv/.run
	@PRONGSAI_MODE=desk DATABASE_URL= $(BIN)/prongsai serve --demo --folder out/site

# The same five agencies without a browser: a table, and their documents in out/.
demo-files: .venv/.run
	@$(BIN)/prongsai demo --out out

test: .venv/.dev
	$(BIN)/python -m pytest -n 2
	PRONGSAI_TEST_POSTGRES=1 $(BIN)/python -m pytest -n 2 tests/records tests/web

setup: .venv/.dev

# Exactly what CI runs.
check: .venv/.dev lint types contracts migrations criteria
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered
	PRONGSAI_TEST_POSTGRES=1 $(BIN)/python -m pytest -n 2 tests/records tests/web

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.dev
	$(BIN)/mypy

contracts: .venv/.dev
	$(BIN)/lint-imports

migrations: .venv/.dev
	$(BIN)/python -m django makemigrations --check --dry-run records

criteria: .venv/.dev
	$(BIN)/prongsai criteria check

bench: .venv/.dev
	@for each in bench/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

fmt: .venv/.dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Pins every dependency with hashes, for every platform, and writes no address of where it came from. What is pinned
# already stays as it is while it fits. Wheels only: to build one, the package client would fetch the newest of whatever
# builds it.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
  --emit-build-options --no-strip-extras --no-emit-index-url --no-annotate --no-header
lock: .venv/.dev
	@for lock in build run dev; do $(LOCK) requirements/$$lock.in -o requirements/$$lock.txt || exit 1; done
	$(BIN)/python scripts/wheels.py

# What is installed elsewhere: the program, the lock that it is installed by, and the hashes of both.
release: .venv/.dev
	rm -rf dist
	$(BIN)/python -m hatchling build
	cp requirements/run.txt dist
	cd dist && $$(command -v sha256sum || echo shasum -a 256) * > SHA256SUMS && cat SHA256SUMS

clean:
	rm -rf .venv out dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed. ต้องมี Python 3.11 ขึ้นไป"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or later is needed; found $$($(PYTHON) --version). ต้องใช้ Python 3.11 ขึ้นไป"; exit 1; }
	@echo "1/3 virtual environment in .venv · เตรียมสภาพแวดล้อม"
	@$(PYTHON) -m venv .venv

.venv/.run: .venv/bin/python requirements/run.txt requirements/build.txt pyproject.toml
	@echo "2/3 pinned dependencies · ติดตั้งไลบรารีที่กำหนดรุ่นไว้"
	@$(INSTALL) -r requirements/run.txt -r requirements/build.txt
	@echo "3/3 prongsai"
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation --no-index -e .
	@$(COMPLETE)
	@touch $@

.venv/.dev: .venv/.run requirements/dev.txt
	@echo "+ what tests and checks need · เครื่องมือทดสอบ"
	@$(INSTALL) -r requirements/dev.txt
	@$(COMPLETE)
	@touch $@

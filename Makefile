# Beistand. `make help` lists what there is.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The system's own Python first: only it has Debian's tkinter and gi, which the tray app needs there
# (docs/decisions/0010-one-venv-from-the-systems-python.md). Any other Python from 3.11 on does for the server.
SUITABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in /usr/bin/python3 python3.13 python3.12 python3.11 python3; do \
	"$$python" -c '$(SUITABLE)' 2>/dev/null && echo "$$python" && break; done)
BIN := .venv/bin
LANGUAGES := de en
CATALOGUES := $(wildcard server/translations/*/LC_MESSAGES/*.po tray_app/translations/*/LC_MESSAGES/*.po)
TESTS ?= tests

.PHONY: help
help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

.PHONY: run
run: .venv/server.stamp catalogues ## Set up .venv and start the server on 127.0.0.1:8080
	@exec $(BIN)/beistand serve

.PHONY: tray
tray: .venv/tray.stamp catalogues ## Set up .venv and start the tray app against the local server
	-@$(BIN)/beistand-tray --server "$${BEISTAND_PUBLIC_URL:-http://127.0.0.1:8080}" --register-links
	@exec $(BIN)/beistand-tray --server "$${BEISTAND_PUBLIC_URL:-http://127.0.0.1:8080}"

.PHONY: dev
dev: .venv/dev.stamp catalogues ## Set up .venv with everything for development

.PHONY: test
test: debian ## All tests; installs what they need first. TESTS=tests/unit for a part
	@$(MAKE) --no-print-directory dev
	$(BIN)/python -m pytest --numprocesses=auto --session-timeout=3300 $(TESTS)

.PHONY: check check-form check-types check-units
check: check-form check-types check-units ## Form, lint, types and unit tests, in under 30 seconds

check-form: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djlint --quiet --check server/templates
	$(BIN)/djlint --quiet --lint server/templates

check-types: .venv/dev.stamp
	$(BIN)/mypy

check-units: .venv/dev.stamp catalogues
	$(BIN)/python -m pytest --quiet --session-timeout=60 tests/unit

.PHONY: bench
bench: .venv/dev.stamp ## Measure beside plain flask-sock and kill under load: docs/benchmarks.md
	$(BIN)/python -m bench

.PHONY: package
package: .venv/dev.stamp catalogues ## The tray app as packages in dist/. BEISTAND_PUBLIC_URL=… builds it for one server
	@$(BIN)/python packaging/build.py

.PHONY: format
format: .venv/dev.stamp ## Format Python and templates
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	-$(BIN)/djlint --quiet --reformat server/templates

.PHONY: debian
debian:
	@bash tests/install-debian.sh
	@if [ "$(origin PYTHON)" = file ] && [ -x /usr/bin/apt-get ] && [ -e $(BIN)/python ] \
		&& /usr/bin/python3 -c '$(SUITABLE)' && $(BIN)/python -c 'import sys; sys.exit(sys.base_prefix == "/usr")'; then \
		echo "This .venv is of a Python without Debian's gi: making it anew."; rm -rf .venv; fi

# --- Translations -------------------------------------------------------------------------------

# $(call update_catalogues,DOMAIN,PACKAGE): what the code says now goes into the package's catalogues.
# No fuzzy guesses (a wrong sentence is worse than an English one), no places and dates (small diffs).
define update_catalogues
	@mkdir -p build
	@$(BIN)/pybabel --quiet extract --mapping=pyproject.toml --keyword=_l --no-location --sort-output \
		--no-wrap --add-comments=Translators: --strip-comments --project=Beistand \
		--copyright-holder='the Beistand authors' --output=build/$(1).pot $(2)
	@for language in $(LANGUAGES); do \
		$(BIN)/pybabel --quiet update --init-missing --locale=$$language --domain=$(1) --no-fuzzy-matching \
			--no-wrap --ignore-obsolete --ignore-pot-creation-date \
			--input-file=build/$(1).pot --output-dir=$(2)/translations; \
	done
endef

.PHONY: translations
translations: .venv/dev.stamp ## Collect the texts of code, pages and scripts into the catalogues
	$(call update_catalogues,messages,server)
	$(call update_catalogues,beistand_tray,tray_app)
	@$(MAKE) --no-print-directory catalogues

.PHONY: catalogues
catalogues: $(CATALOGUES:.po=.mo)

%.mo: %.po | .venv/server.stamp
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

# --- Packages -----------------------------------------------------------------------------------

PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.venv/bin/python:
	@[ -n "$(PYTHON)" ] || { echo "Beistand needs Python 3.11 or newer, able to make virtual environments." \
		"On Debian and Ubuntu: apt-get install python3 python3-venv" >&2; exit 1; }
	@echo "Making .venv with $$($(PYTHON) --version) ($(PYTHON)) …"
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; echo "Could not make .venv." \
		"On Debian and Ubuntu this helps: apt-get install python3-venv" >&2; exit 1; }
	@[ "$$($@ -c 'import sys; print(sys.base_prefix)')" != /usr ] || \
		ln -s /usr/lib/python3/dist-packages/gi "$$($@ -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/gi"

# The locks agree with each other in every version; a stamp says which of them .venv has.
.venv/server.stamp: requirements/server.txt setup.cfg .venv/bin/python
	$(call install,server)
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

.venv/tray.stamp: requirements/tray.txt .venv/server.stamp
	$(call install,tray)
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/tray.stamp
	$(call install,dev)
	@touch $@

define install
	@echo "Installing requirements/$(1).txt into .venv …"
	@$(PIP) install --require-hashes --requirement requirements/$(1).txt
endef

# --universal: one lock for every Python from 3.11 on, on Linux, macOS and Windows.
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-index-url --no-annotate $(UPGRADE)
# The packages of one extra, without the server's.
EXTRA_ONLY = $(BIN)/python -c "import sys; from setuptools.config.setupcfg import read_configuration as read; \
	print(*read('setup.cfg')['options']['extras_require'][sys.argv[1]], sep='\n')"

.PHONY: lock
lock: ## Pin what setup.cfg asks for in requirements/. UPGRADE=--upgrade takes newer versions
	@[ -x $(BIN)/uv ] || $(MAKE) --no-print-directory dev
	$(LOCK) setup.cfg --extra build --output-file requirements/server.txt
	$(EXTRA_ONLY) tray | $(LOCK) - --constraints requirements/server.txt --output-file requirements/tray.txt
	$(LOCK) setup.cfg --extra s3 --constraints requirements/server.txt --output-file requirements/s3.txt
	$(EXTRA_ONLY) package | $(LOCK) - --constraints requirements/server.txt --output-file requirements/package.txt
	$(LOCK) setup.cfg --all-extras --constraints requirements/server.txt --constraints requirements/s3.txt \
		--constraints requirements/tray.txt --constraints requirements/package.txt --output-file requirements/dev.txt

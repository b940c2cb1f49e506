# Copyright: (c) 2026, audiocodes.live_platform contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Every target works by itself in a fresh clone. All paths are relative, so the folder may have any name.

BIN := .venv/bin
# additional options for pytest: make unit PYTEST="-k records -x"
PYTEST :=
# options for the benchmark: make bench BENCH="--core 2.18 --sizes 10000 --only inventory,cache"
BENCH :=
# the suite mostly waits for processes, so use a worker for each processor, and let them share the work
SUITE := $(BIN)/python -m pytest --no-skips -n auto --dist worksteal

.PHONY: help setup demo simulator test unit integration consumers lint format docs changelog sanity build ee matrix bench coverage \
	mutants docsite importer install-check reuse findings generated picture clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 16

setup: ## create or update .venv (fetches nothing if it is up to date)
	@scripts/setup

demo: ## run simulator, inventory and license report, in a .venv that has only what they need
	@scripts/setup --demo
	@$(BIN)/python scripts/demo.py

simulator: ## keep a simulated platform running, to try things on: make simulator SERVICES=400 CUSTOMERS=300
	@scripts/setup --demo
	@mkdir -p build
	@PYTHONPATH=tests exec $(BIN)/python -m simulator --guide --env-file build/simulator.env \
	  $(if $(SERVICES),--services $(SERVICES)) $(if $(CUSTOMERS),--customers $(CUSTOMERS))

test: setup ## all checks that a change must pass; pytest comes last
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint docs build sanity
	$(SUITE) $(PYTEST)

unit: setup ## unit tests, without network except loopback
	$(SUITE) tests/unit $(PYTEST)

integration: setup ## real commands of the oldest and the newest ansible-core against the simulator; needs Chromium
	$(SUITE) tests/integration $(PYTEST)

consumers: setup ## LibreOffice, poppler, WeasyPrint, Prometheus and others read what the collection writes; installs them
	@scripts/consumers >/dev/null
	$(SUITE) tests/consumers $(PYTEST)

lint: setup ## ruff, mypy, shellcheck, yamllint, ansible-lint
	@scripts/lint

format: setup ## let ruff format the code and fix what it can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: setup ## check the plugins' documentation and the changelog
	PATH="$$(readlink -f .venv)/bin:$$PATH" antsibull-docs lint-collection-docs . --plugin-docs --validate-collection-refs=all
	$(BIN)/antsibull-changelog lint

changelog: setup ## release notes of the version in galaxy.yml, from changelogs/fragments
	PATH="$$(readlink -f .venv)/bin:$$PATH" antsibull-changelog release --update-existing --reload-plugins --refresh-plugins

sanity: setup ## ansible-test sanity
	@scripts/sanity

build: setup ## the collection's archive, in build/
	$(BIN)/ansible-galaxy collection build --force --output-path build .

ee: setup ## release check: build an execution environment and run it; needs root, buildah and debootstrap
	@scripts/ee

matrix: setup ## unit and integration tests and sanity on every ansible-core that this machine has a Python for, then consumers
	@scripts/matrix

bench: setup ## cost of the collection compared with ansible-core itself and others
	$(BIN)/python tests/benchmarks/bench.py $(BENCH)

coverage: setup ## coverage of plugins/ by tests that run in one process; fails below 95 % of lines or branches
	@scripts/coverage $(PYTEST)

mutants: setup ## mutation testing of records, licenses and compliance; MUTANTS="bands checks" names modules
	@$(BIN)/python scripts/mutants.py $(MUTANTS)

docsite: setup ## the documentation as HTML, in build/docsite
	@scripts/docsite

importer: setup ## Galaxy's check of the archive (galaxy-importer)
	@scripts/importer

install-check: setup ## build the archive, install it into an empty path, run inventory and report from it
	$(BIN)/python -m pytest --no-skips -q tests/integration/test_installed.py $(PYTEST)

reuse: setup ## every file says its license
	@$(BIN)/reuse lint --lines && echo "reuse: every file has a license"

findings: ## run the scripts in findings/, and fail if the behavior of the software has changed
	@scripts/findings

generated: setup ## write generated text: RETURN of modules, connection options, variables of roles, schema of the report, reference, cookbook, AWX by hand
	$(BIN)/python scripts/return_docs.py
	$(BIN)/python scripts/generated.py
	$(BIN)/python scripts/report_schema.py
	$(BIN)/python scripts/reference.py
	$(BIN)/python scripts/cookbook.py
	$(BIN)/python scripts/awx_objects.py

picture: setup ## take the picture of the README again: a license report in Chromium
	@PYTHONPATH=tests $(BIN)/python -m kits.picture

clean: ## remove the output of the tools
	rm -rf build tests/output .pytest_cache .mypy_cache .ruff_cache .hypothesis .ansible .coverage .coverage.*
	scripts/setup --remove

# Everything works in ./.venv, which the set-up makes. `make` alone lists the targets.
SHELL := /bin/sh
PYTHON_HERE := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint format reference docs bench-setup bench screenshots clean

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 22

setup: ## what is needed to run linkequity
	@sh scripts/setup.sh run

demo: setup ## the worked example: make a site, crawl it, audit it, write the report
	@.venv/bin/linkequity demo --workspace demo $(ARGS)

test: ## all checks: lint, format, types, tests (ARGS="-k flow" for some)
	@sh scripts/setup.sh test
	@sh scripts/check.sh $(ARGS)

lint: ## ruff and mypy only
	@sh scripts/setup.sh test
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

format: ## put the code in order
	@sh scripts/setup.sh test
	@.venv/bin/ruff check --fix-only . && .venv/bin/ruff format .

reference: ## the pages of docs/reference that are written from the code
	@sh scripts/setup.sh test
	@$(PYTHON_HERE) scripts/reference.py

docs: ## the documentation as a site, in ./site
	@sh scripts/setup.sh docs
	@.venv/bin/zensical build --clean

bench-setup: ## the peers that the benchmarks compare with
	@sh scripts/setup.sh bench

bench: bench-setup ## all benchmarks (BENCH_DATA=DIR for real sites, ARGS=crawl for one group)
	@$(PYTHON_HERE) -m benchmarks $(ARGS)

screenshots: ## the pictures in docs/images: the demo's report and the app, through Chromium
	@sh scripts/setup.sh test
	@$(PYTHON_HERE) scripts/screenshots.py

clean: ## remove the environment, caches and what was built
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist build site

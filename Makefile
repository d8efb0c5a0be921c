# Medlots. `make` alone says what there is.

PYTHON := .venv/bin/python
MANAGE := $(PYTHON) manage.py
# Where Python may not keep what it has compiled, each of the many processes compiles everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup demo test lint bench soak messages lock

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup:  ## make .venv and put the locked packages for development into it
	@deploy/setup.sh development

demo:  ## the site with a make-believe municipality at http://localhost:8000 (PORT=8001 for another port)
	@deploy/setup.sh runtime
	@deploy/packages.sh espeak-ng opus-tools lame || echo "Guides will not be read aloud in all ways." >&2
	@exec $(PYTHON) deploy/demo.py

test: setup  ## every check and every test, on SQLite and on PostgreSQL
	@exec $(PYTHON) -m tests.everything

lint: setup  ## the checks that need no database and no browser
	@exec $(PYTHON) -m tests.everything --only-checks

bench: setup  ## each bar of the design: met or missed
	@PYTHONPATH=site:. exec $(PYTHON) -m tests.benchmarks

soak: setup  ## the long runs: 1,000 racing rounds on each database
	@exec $(PYTHON) -m tests.everything --soak

messages: setup  ## gather the texts to translate, and compile the catalogues
	@deploy/packages.sh gettext
	@$(MANAGE) makemessages --all --no-obsolete --ignore=.venv --ignore=var --ignore=tests
	@$(MANAGE) compilemessages --ignore=.venv --ignore=var

lock: setup  ## choose versions anew and write them to deploy/locks/
	@deploy/lock.sh

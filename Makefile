# Two commands matter: `make demo` and `make test`. Each does all its own set-up, in .venv, and is fast the second time.
# Needed beforehand: Python 3.11 or newer with venv and pip (Debian: apt-get install python3-venv), and make.

PYTHON ?= python3
VENV   ?= .venv
# The release of torch that tests and training run on; pip gets it first, so that the extra `train` does not choose another.
TORCH  ?= torch==2.13.0
# For demo and bench: a model's name or directory, in place of the embedded model.
MODEL  ?=
# For test: pytest options, a file, a test.
ARGS   ?=

BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip --disable-pip-version-check install --quiet
WITH := $(if $(MODEL),--model $(MODEL))
DEMO := build/demo

.PHONY: help demo test check lint format bench sizes
.DEFAULT_GOAL := help

help:    ## list the targets
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

demo:    $(VENV)/.base ## draft an English and an Arabic article with the embedded model
	@mkdir -p $(DEMO)
	@for article in en-waterworks ar-bridge; do \
	  printf '\n$$ translate draft examples/%s.txt\n\n' $$article; \
	  $(BIN)/translate draft examples/$$article.txt $(WITH) || exit; \
	done
	@printf '\n$$ translate draft examples/ --format html -o $(DEMO)\n'
	@$(BIN)/translate draft examples/ --format html -o $(DEMO) $(WITH) 2>$(DEMO)/messages.txt || { cat $(DEMO)/messages.txt >&2; exit 1; }
	@printf '\nSide by side, for a browser:\n'; for page in $(DEMO)/*.html; do printf '  %s\n' "$(CURDIR)/$$page"; done

test:    $(VENV)/.test ## run the tests; ARGS="tests/text -k dates" runs some
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check:   lint test ## what a change must pass

lint:    $(VENV)/.lint ## style, types, layers, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell

format:  $(VENV)/.lint ## put right what a tool can put right
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench:   $(VENV)/.base ## speed, as ratios to others on this machine (see benchmarks/README.md)
	$(BIN)/python benchmarks/startup.py $(WITH)
	$(BIN)/python benchmarks/throughput.py $(WITH)

sizes:   ## lines a module, longest last
	@find translate -name '*.py' | xargs wc -l | sort -n

# Stamp files: made again when pyproject.toml changes. Dependency groups need pip 25.1; Debian 12 has 23.0.
$(VENV)/.base: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed; name one: make PYTHON=python3.12")'
	@echo "Setting up $(VENV) (once)" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) --upgrade 'pip>=25.1'
	@$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.base
	@echo "Installing what the tests need (once; torch is large)" >&2
	@if $(PIP) '$(TORCH)'; then $(PIP) --editable '.[all]'; \
	else $(PIP) --editable '.[hub,firefox,web,postgres,archive,ray,publish]'; echo "$(TORCH) cannot be installed here: tests that need it are skipped. Once it can: rm $@" >&2; fi
	@$(PIP) --group test
	@touch $@

$(VENV)/.lint: $(VENV)/.base
	@$(PIP) --group dev
	@touch $@

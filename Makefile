# make demo | test | bench | fit | torture | screens | check | format | lock | clean       (see README.md)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DATA ?= var

# What the product needs from Debian 12, a virtual screen where there is none, and what only tests need.
RUN_PACKAGES := python3-venv fonts-noto-cjk fonts-material-design-icons-iconfont espeak-ng alsa-utils libmtdev1 libgl1 libgl1-mesa-dri libegl1 \
    g++ libimepinyin-dev libimecore-dev libfcitx5utils-dev libboost-dev libime-data libime-data-language-model libzinnia0 tegaki-zinnia-simplified-chinese
VIRTUAL_PACKAGES := $(if $(DISPLAY)$(WAYLAND_DISPLAY),,xvfb)
# libatomic1 is for the browser driver, strace for the test that the disk comes before the answer
TEST_PACKAGES := xvfb chromium libatomic1 strace

# Tests run side by side, those with windows, browsers and whole halls after the others and a file's together: they share
# what they start. JOBS=1 runs everything in turn.
JOBS ?= 2

.PHONY: demo fit test check format bench torture screens lock clean system-run system-test

demo: system-run $(VENV)/.run
	$(BIN)/kiosk --data $(DATA) demo

test: system-test $(VENV)/.dev check
	$(BIN)/python -m pytest -n $(JOBS) -m "not e2e"
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile -m e2e

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: system-test $(VENV)/.dev
	$(BIN)/python -m tests.bench

# Weights of the law search, from development questions that are not part of this tree (KIOSK_FIT_DATA).
fit: $(VENV)/.dev
	$(BIN)/python -m tests.fit.asked_made
	$(BIN)/python -m tests.fit

# The full counts that the issues ask for; the same tests run shorter in `make test`.
torture: system-test $(VENV)/.dev
	KIOSK_TORTURE_KILLS=1000 KIOSK_TORTURE_BYTES=1000000 KIOSK_TORTURE_JOBS=2000 KIOSK_TORTURE_BUNDLES=500 \
	KIOSK_TORTURE_SYNC=500 KIOSK_TORTURE_OUTBOX=200 KIOSK_TORTURE_FRAMES=100000 KIOSK_TORTURE_GESTURES=10000 \
	KIOSK_TORTURE_QUERIES=100000 KIOSK_TORTURE_VISITS=200 KIOSK_TORTURE_PIN=10000 KIOSK_TORTURE_DAMAGED=2000 KIOSK_TORTURE_WATCHDOG=8 \
	$(BIN)/python -m pytest --timeout=7200

screens: system-test $(VENV)/.dev
	$(BIN)/python -m tests.screens build/screens

# Pinned versions with hashes; no index address is written into them.
lock: $(VENV)/.dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --extra centre pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --all-extras pyproject.toml -o requirements-dev.lock

clean:
	rm -rf build dist $(DATA)

system-run:
	@.ci/system-packages $(RUN_PACKAGES) $(VIRTUAL_PACKAGES)

system-test:
	@.ci/system-packages $(RUN_PACKAGES) $(TEST_PACKAGES)

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install -q --disable-pip-version-check -r requirements.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/pip
	$(BIN)/pip install -q --disable-pip-version-check -r requirements-dev.lock
	$(BIN)/pip install -q --disable-pip-version-check --no-deps -e .
	touch $@ $(VENV)/.run

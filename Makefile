# For developers. `make check` is exactly what CI checks before the tests.
VENV ?= $(or $(HUIZHENG_VENV),.venv)
BIN = $(VENV)/bin
export PYTHONPATH = src:.
ROOM ?= .

.PHONY: check fix test bench draw lock words

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --diff . > /dev/null || (echo "run: make fix" && exit 1)
	$(BIN)/lint-imports --config .importlinter
	$(BIN)/mypy src/huizheng
	$(BIN)/mypy --config-file mypy_outer.ini src/huizheng/outer
	$(BIN)/djlint src --quiet --lint

fix:
	$(BIN)/ruff check --fix . || true
	$(BIN)/ruff format .

test:
	@case "$(ROOM)" in \
	  *outer/*) HUIZHENG_ZONE=outer $(BIN)/pytest -q $(ROOM) ;; \
	  *) $(BIN)/pytest -q $(ROOM) ;; \
	esac

bench:
	$(BIN)/python -m bench

draw:
	$(BIN)/python -m huizheng inner draw_states
	$(BIN)/python -m huizheng outer draw_states

lock:
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-header --no-annotate -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-header --no-annotate -q -o requirements-dev.lock
	$(BIN)/python scripts/licences.py

words:
	$(BIN)/python -m huizheng outer words

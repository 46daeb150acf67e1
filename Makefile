# Two commands are all there is to know: `make demo` and `make test`. Each sets up what it needs.
.PHONY: demo test lint bench clean

demo:
	@bin/set-up
	@.venv/bin/waqai run samples --out out/demo

test:
	@bin/set-up dev
	@bin/browser
	@bin/postgis
	@$(MAKE) --no-print-directory lint
	.venv/bin/pytest -n auto

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

bench:
	@bin/set-up dev
	@.venv/bin/python -m benchmarks.whole

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

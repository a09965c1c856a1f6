.PHONY: run test nightly bench pictures translations lock

run:
	scripts/run

test:
	scripts/test

nightly:
	KGOTLA_NIGHTLY=1 scripts/test

bench:
	scripts/bench

pictures:
	scripts/pictures

translations:
	scripts/translations

COMPILE = uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11

lock:
	$(COMPILE) --extra dev -o requirements.lock
	$(COMPILE) --extra bench -c requirements.lock -o requirements-bench.lock

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

lock:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 -o requirements.lock

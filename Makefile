.PHONY: run test nightly faults bench audit pictures translations lock

run:
	scripts/run

test:
	scripts/test

nightly:
	KGOTLA_NIGHTLY=1 scripts/test

faults:
	scripts/faults

bench:
	scripts/bench

audit:
	scripts/audit

pictures:
	scripts/pictures

translations:
	scripts/translations

COMPILE = uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	--python-version 3.11

lock:
	$(COMPILE) pyproject.toml --extra dev -o requirements.lock
	$(COMPILE) pyproject.toml --extra bench -c requirements.lock -o requirements-bench.lock
	echo "pip-audit>=2.9" | $(COMPILE) - -o requirements-audit.lock

# Each of these is the only command a fresh Debian machine needs:
#   make build   installs what is missing and builds build/release/nacre
#   make demo    ... runs the main study and says where its report is
#   make test    ... builds and runs every test
#   make setup   only installs the packages, those of the tests too
# JOBS=N sets the number of parallel jobs, by default all cores.
JOBS ?= $(shell nproc)
export JOBS

.PHONY: build demo test setup clean
build:
	@scripts/setup.sh build
	@scripts/build.sh release nacre_app

demo: build
	@scripts/demo.sh

test:
	@scripts/setup.sh test
	@scripts/build.sh release
	@ctest --preset release --parallel $(JOBS)

setup:
	@scripts/setup.sh test

clean:
	rm -rf build

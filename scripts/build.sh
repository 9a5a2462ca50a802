#!/bin/sh
# build.sh PRESET [TARGET]: configures build/PRESET and builds TARGET, with Ninja and ccache where they are there.
# NACRE_CCACHE=off leaves ccache out: a build from nothing is faster with precompiled headers.
# With nacre_app the tests need not be configured, so that GoogleTest may be missing.
set -eu
cd "$(dirname "$0")/.."
preset=$1
target=${2:-all}

if command -v ninja >/dev/null; then export CMAKE_GENERATOR=Ninja; fi
if [ "${NACRE_CCACHE:-on}" != off ] && command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi

is_configured() { [ -e "build/$preset/build.ninja" ] || [ -e "build/$preset/Makefile" ]; }

configure() {
  echo "build: configuring build/$preset"
  cmake --preset "$preset" --log-level=NOTICE "$@"
}

if [ "$target" != nacre_app ]; then
  configure -DNACRE_TESTS=ON
elif ! is_configured; then
  configure -DNACRE_TESTS=OFF
fi
echo "build: compiling"
cmake --build "build/$preset" --target "$target" --parallel "${JOBS:-$(nproc)}"

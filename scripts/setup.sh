#!/bin/sh
# setup.sh [build|test]: installs the Debian packages that are missing; test adds those of the tests.
# NACRE_SKIP_SETUP=1 leaves the machine as it is, for systems that have the libraries by other ways.
set -eu
cd "$(dirname "$0")"

say() { echo "setup: $*"; }
fail() {
  echo "setup: $*" >&2
  exit 1
}

# The packages that $1 needs, one a line.
needed_for() {
  case $1 in
    build) grep -v '^#' packages.txt ;;
    test) grep -hv '^#' packages.txt packages-test.txt ;;
    *) return 1 ;;
  esac
}

is_installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -q '^installed'; }

only_missing() {
  while read -r package; do
    is_installed "$package" || printf ' %s' "$package"
  done
}

# What makes a command root's: nothing, sudo, or a failure.
become_root() {
  if [ "$(id -u)" = 0 ]; then
    echo env
  elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    echo sudo env
  else
    return 1
  fi
}

# apt-get as root, its output kept in $log
apt() {
  $root DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1
}

update() {
  say "updating the package lists"
  apt update
}

# shellcheck disable=SC2086  # $missing is a list of names
install() {
  apt-get -qq --simulate --no-install-recommends install $missing >/dev/null 2>&1 || update
  say "installing$missing (a minute or two)"
  apt install -y --no-install-recommends $missing && return
  update  # lists may be so old that their files are gone
  apt install -y --no-install-recommends $missing
}

[ -z "${NACRE_SKIP_SETUP:-}" ] || exit 0
needed=$(needed_for "${1:-build}") || fail "'$1' is neither 'build' nor 'test'"
command -v dpkg-query >/dev/null || fail "this is not a Debian system. Install what these Debian packages hold,
then set NACRE_SKIP_SETUP=1:
$needed"
missing=$(echo "$needed" | only_missing)
[ -n "$missing" ] || exit 0

by_hand="Run this as root, then start again:
  apt-get install --no-install-recommends$missing"
command -v apt-get >/dev/null || fail "packages are missing and there is no apt-get: $missing"
root=$(become_root) || fail "packages are missing, and this user is neither root nor has sudo. $by_hand"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
install || {
  cat "$log" >&2
  fail "apt-get failed. $by_hand"
}
say "done"

#!/bin/sh
# demo.sh: runs the main study with the program of build/release and says where its report is.
set -eu
cd "$(dirname "$0")/.."
study=studies/ligand-patterning/c6-c10.toml
run=runs/c6-c10

force=
[ ! -e "$run" ] || force=--force
echo "demo: running $study into $run"
build/release/nacre run "$study" --out "$run" $force
echo
sed -n 's/^ *"headline": "\(.*\)",\{0,1\}$/demo: \1/p' "$run/summary.json" | sed 's/\\"/"/g'
echo "demo: the report is $(pwd)/$run/report.html"

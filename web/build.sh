#!/bin/sh
# Regenerates dist/report.js, particles.js and report.css from src/. The C++ build embeds these committed
# files, so it needs neither npm nor a network.
set -eu
cd "$(dirname "$0")"
if ! npm ls --silent >/dev/null 2>&1; then npm ci --no-audit --no-fund; fi
esbuild=node_modules/.bin/esbuild
# script NAME PACKAGE LIBRARY: bundles src/NAME.js with the library's licence at its top.
script() {
  notice="/*! nacre report viewer, BSD-3-Clause. Contains $3:
$(sed 's/©/(c)/' "node_modules/$2/LICENSE")
*/"
  $esbuild "src/$1.js" --bundle --minify --format=iife --target=es2020 --charset=ascii \
    --legal-comments=none --banner:js="$notice" --outfile="dist/$1.js" --log-level=warning
}
script report uplot uPlot
script particles three three.js
$esbuild src/report.css --bundle --minify --target=es2020 --charset=ascii \
  --legal-comments=none --outfile=dist/report.css --log-level=warning
wc -c dist/*

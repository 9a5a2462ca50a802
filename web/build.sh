#!/bin/sh
# Regenerates dist/report.js and dist/report.css from src/. The C++ build embeds these two committed
# files, so it needs neither npm nor a network.
set -eu
cd "$(dirname "$0")"
[ -d node_modules/uplot ] && [ -d node_modules/esbuild ] || npm ci --no-audit --no-fund
esbuild=node_modules/.bin/esbuild
notice="/*! nacre report viewer, BSD-3-Clause. Contains uPlot:
$(cat node_modules/uplot/LICENSE)
*/"
$esbuild src/report.js --bundle --minify --format=iife --target=es2020 --charset=ascii \
  --legal-comments=none --banner:js="$notice" --outfile=dist/report.js --log-level=warning
$esbuild src/report.css --bundle --minify --target=es2020 --charset=ascii \
  --legal-comments=none --outfile=dist/report.css --log-level=warning
wc -c dist/report.js dist/report.css

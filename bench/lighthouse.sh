#!/bin/sh
# Lighthouse, mobile preset, over the five kinds of page; prints the medians that docs/performance.md holds.
#
#   bench/lighthouse.sh http://127.0.0.1:8000 [runs]      needs node, Chromium and lighthouse 13 (npm)
#
# The server: production settings, DEBUG=0, `deploy/entrypoint web`, and SITE_URL set to the very address asked here
# (else the canonical addresses point elsewhere). LIGHTHOUSE names the program if it is not on the path.
set -eu
site="${1:?address of the server}"
runs="${2:-5}"
lighthouse="${LIGHTHOUSE:-lighthouse}"
export CHROME_PATH="${CHROME_PATH:-/usr/bin/chromium}"
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT

first() { # the first address on a page that fits the pattern, the lists of other pages left out
  curl -fs "$site$1" | grep -oE "$2" | head -n 1
}
product="$(first '/category/tho-cam/' '/product/[a-z0-9-]+/')"
cooperative="$(first "$product" '/cooperatives/[a-z0-9-]+/')"

for pair in home=/ category=/category/tho-cam/ 'search=/search/?q=tra' "product=$product" "cooperative=$cooperative"; do
  for run in $(seq "$runs"); do
    "$lighthouse" "$site${pair#*=}" --quiet --output json --output-path "$out/${pair%%=*}.$run.json" \
      --chrome-flags='--headless=new --no-sandbox --disable-gpu'
  done
done

exec node - "$out" <<'END'
const { readdirSync, readFileSync } = require("fs");
const folder = process.argv[2];
const pages = {};
for (const name of readdirSync(folder).sort()) {
    const { categories, audits } = JSON.parse(readFileSync(`${folder}/${name}`));
    const scores = ["performance", "accessibility", "best-practices", "seo"].map((key) => 100 * categories[key].score);
    const times = ["first-contentful-paint", "largest-contentful-paint"].map((key) => audits[key].numericValue / 1000);
    const weight = audits["total-byte-weight"].numericValue / 1024;
    (pages[name.split(".")[0]] ??= []).push([...scores, ...times, audits["total-blocking-time"].numericValue, weight]);
}
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
console.log("| page | performance | accessibility | best practices | SEO | FCP s | LCP s | TBT ms | KiB |");
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const [page, runs] of Object.entries(pages)) {
    const shown = runs[0].map((_, at) => +median(runs.map((run) => run[at])).toFixed(at < 4 ? 0 : at < 6 ? 2 : 0));
    console.log(`| ${page} | ${shown.join(" | ")} |`);
}
END

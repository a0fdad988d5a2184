// Fails the build when a page's initial JavaScript outgrows its budget, or when
// a built file would load something from another origin.
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";

const dist = resolve(import.meta.dirname, "../dist");
const budgets = { participant: 120, admin: 300 };
let failed = false;

for (const [page, limit] of Object.entries(budgets)) {
  const html = readFileSync(join(dist, `${page}.html`), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((m) => m[1]);
  const bytes = files.reduce((sum, f) => sum + gzipSync(readFileSync(join(dist, f))).length, 0);
  const kib = bytes / 1024;
  console.log(`${page}: initial JavaScript ${kib.toFixed(1)} KiB gzip in ${files.length} files (budget ${limit})`);
  if (files.length === 0 || kib > limit) failed = true;
}

for (const name of readdirSync(dist, { recursive: true })) {
  if (!/\.(html|css)$/.test(name)) continue;
  const text = readFileSync(join(dist, name), "utf8");
  for (const [hit] of text.matchAll(/(?:(?:src|href)=["']|url\(["']?|@import\s+["'])(?:https?:)?\/\/[^"')\s]+/g)) {
    console.error(`${name}: loads from outside: ${hit}`);
    failed = true;
  }
}
if (failed) process.exit(1);

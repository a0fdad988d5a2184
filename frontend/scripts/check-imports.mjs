// Holds the direction of imports: app -> features -> media -> lib, with ui for
// everyone above media, gql as a leaf for them and ui, and no feature importing
// another.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../src");
const allowed = {
  app: ["app", "features", "gql", "lib", "media", "ui"],
  features: ["features", "gql", "lib", "media", "ui"],
  media: ["media", "lib"],
  ui: ["gql", "lib", "ui"],
  lib: ["lib"],
  gql: ["gql"],
};

const problems = [];
for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
  const file = join(entry.parentPath, entry.name);
  const from = relative(root, file).split("/");
  const source = readFileSync(file, "utf8");
  for (const [, spec] of source.matchAll(/(?:from|import)\s*\(?\s*["'](\.[^"']*)["']/g)) {
    const to = relative(root, resolve(dirname(file), spec)).split("/");
    if (to[0] === "..") problems.push(`${from.join("/")}: ${spec} leaves src`);
    else if (!allowed[from[0]]?.includes(to[0]))
      problems.push(`${from.join("/")}: ${from[0]} must not import ${to[0]} (${spec})`);
    else if (from[0] === "features" && to[0] === "features" && from[1] !== to[1])
      problems.push(`${from.join("/")}: feature ${from[1]} must not import feature ${to[1]} (${spec})`);
    else if (from[0] === "app" && to[0] === "app" && from[1] !== to[1])
      problems.push(`${from.join("/")}: the ${from[1]} app must not import the ${to[1]} app (${spec})`);
  }
}

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log("imports keep their direction");

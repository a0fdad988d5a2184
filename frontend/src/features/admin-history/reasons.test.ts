import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { reasonWords } from "./reasons";

test("every code that is recorded has words", () => {
  const text = readFileSync(resolve(import.meta.dirname, "../../../../docs/client-api.md"), "utf8");
  const table = text.slice(text.indexOf("### Reasons"), text.indexOf("## What is recorded"));
  const rows = table.split("\n").filter((line) => line.startsWith("| `") && !line.includes("not recorded"));
  const codes = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)].map((match) => match[1] as string)).filter((code) => code !== "code");
  expect(codes.length).toBeGreaterThan(14);
  for (const code of codes) expect(reasonWords(code), code).not.toBe(code);
  expect(reasonWords("of a later version")).toBe("of a later version");
  expect(reasonWords(null)).toBe("no reason on record");
});

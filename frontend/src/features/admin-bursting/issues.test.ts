import { expect, test } from "vitest";
import { grouped } from "./issues";
import type { BurstIssue } from "./stream";

const issue = (code: string, subjectId: string, part: Partial<BurstIssue> = {}): BurstIssue => ({
  code,
  severity: "WARNING",
  subjectKind: "node",
  subjectId,
  subjectName: subjectId,
  text: `${subjectId} is ${code}.`,
  remedy: `Mend ${code}.`,
  since: null,
  ...part,
});

const names = (issues: readonly BurstIssue[]) => grouped(issues).map((g) => g.issues.map((i) => i.subjectId).join(" "));

test("few stay by themselves", () => {
  expect(names([issue("a", "1"), issue("a", "2"), issue("b", "1")])).toEqual(["1", "2", "1"]);
});

test("many that are alike are one, where the first of them is", () => {
  const issues = [issue("b", "x"), ...["1", "2"].map((n) => issue("a", n)), issue("c", "y"), issue("a", "3")];
  expect(names(issues)).toEqual(["x", "1 2 3", "y"]);
});

test("what has another severity or remedy is not alike", () => {
  const issues = [issue("a", "1"), issue("a", "2"), issue("a", "3", { severity: "ERROR" }), issue("a", "4", { remedy: "Mend it otherwise." })];
  expect(names(issues)).toEqual(["1", "2", "3", "4"]);
});

test("fifty are few", () => {
  const issues = Array.from({ length: 50 }, (_, n) => issue(n % 2 === 0 ? "a" : "b", String(n)));
  expect(grouped(issues).map((g) => g.issues.length)).toEqual([25, 25]);
});

import { expect, test } from "vitest";
import { endOf, endOfClose } from "./subscription";

const problem = (code: string, more: Record<string, unknown> = {}) => [{ message: "words", extensions: { code, ...more } }];

test("what the server says for good ends it; what passes does not", () => {
  expect(endOf(problem("BOOKMARK_EXPIRED", { oldestPosition: "40" }))).toEqual({
    kind: "refused",
    code: "BOOKMARK_EXPIRED",
    message: "words",
    extensions: { code: "BOOKMARK_EXPIRED", oldestPosition: "40" },
  });
  expect(endOf(problem("UNAUTHENTICATED"))).toEqual({ kind: "signed-out" });
  for (const passing of [problem("UNAVAILABLE"), problem("INTERNAL"), [{ message: "no code" }], [], new Error("socket"), undefined]) expect(endOf(passing)).toEqual({ kind: "lost" });
});

test("a session that got other rights is not over", () => {
  expect([4401, 4403, 1006].map(endOfClose)).toEqual([{ kind: "signed-out" }, { kind: "other-rights" }, null]);
});

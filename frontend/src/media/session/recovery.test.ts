import { expect, test } from "vitest";
import { fresh, nextStep, type Step } from "./recovery";

/** Everything tried in a row while nothing helps. */
function plan(callLost: boolean): string[] {
  const steps: Step[] = [];
  let now = fresh;
  do {
    const { step, then } = nextStep(now, callLost);
    steps.push(step);
    now = then;
  } while (steps.at(-1)?.do !== "give-up" && steps.length < 50);
  return steps.map((s) => (s.do === "new-call" ? `new-call after ${s.afterMs}` : s.do));
}

test("two restarts per call, five calls ever later, then the reader decides", () => {
  expect(plan(false)).toEqual([
    "restart-ice",
    "restart-ice",
    "new-call after 0",
    "restart-ice",
    "restart-ice",
    "new-call after 1000",
    "restart-ice",
    "restart-ice",
    "new-call after 2000",
    "restart-ice",
    "restart-ice",
    "new-call after 4000",
    "restart-ice",
    "restart-ice",
    "new-call after 8000",
    "restart-ice",
    "restart-ice",
    "give-up",
  ]);
});

test("a call that the node ended is not restarted but replaced", () => {
  expect(plan(true).filter((s) => s === "restart-ice")).toEqual([]);
  expect(plan(true).at(-1)).toBe("give-up");
});

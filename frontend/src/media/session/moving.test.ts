import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TokenAnswer } from "../../lib/api/client";
import { ApiFailure, type FailureKind } from "../../lib/api/failure";
import { answerWithin, findSeat, giveUpAfter } from "./moving";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const seat = { kind: "token", token: { token: "t" } } as TokenAnswer;

/** Nodes that answer with a failure, or with a seat from the n-th time on. */
function search(answers: Record<string, FailureKind | number>, silence = answerWithin) {
  const asked: string[] = [];
  const began = Date.now();
  const life = new AbortController();
  const found = findSeat({
    nodes: () => Object.keys(answers),
    ask: async (node, within) => {
      asked.push(node);
      const answer = answers[node] as FailureKind | number;
      if (answer === "unreachable") await new Promise((done) => setTimeout(done, Math.min(silence, within)));
      if (typeof answer === "string") throw new ApiFailure(answer, 0, "");
      if (asked.filter((one) => one === node).length < answer) throw new ApiFailure("unknown-alias", 404, "");
      return seat;
    },
    signal: life.signal,
    now: () => Date.now(),
  });
  return { found, asked, life, took: () => Date.now() - began };
}

test("node after node until one has the seat, with two silent ones within four seconds", async () => {
  const { found, asked, took } = search({ a: "unreachable", b: "unreachable", c: "maintenance", d: 1, e: 1 });
  await vi.runAllTimersAsync();
  expect(await found).toEqual({ node: "d", answer: seat });
  expect(asked).toEqual(["a", "b", "c", "d"]);
  expect(took()).toBeLessThan(4000);
});

test("a node that has yet to hear of the meeting is asked again", async () => {
  const { found, asked } = search({ a: "unreachable", b: 3 });
  await vi.runAllTimersAsync();
  expect(await found).toMatchObject({ node: "b" });
  expect(asked).toEqual(["a", "b", "a", "b", "a", "b"]);
});

test("it ends when nobody answers, when all would say the same, and when one leaves", async () => {
  const nobody = search({ a: "unreachable" });
  await vi.runAllTimersAsync();
  expect(await nobody.found).toBeNull();
  expect(nobody.took()).toBeGreaterThanOrEqual(giveUpAfter);
  expect(nobody.took()).toBeLessThan(giveUpAfter + 10_000);

  const locked = search({ a: "locked", b: 1 });
  await expect(locked.found).rejects.toMatchObject({ kind: "locked" });
  expect(locked.asked).toEqual(["a"]);

  const left = search({ a: "unreachable" });
  const ended = expect(left.found).rejects.toMatchObject({ name: "AbortError" });
  await vi.advanceTimersByTimeAsync(5000);
  left.life.abort();
  await vi.runAllTimersAsync();
  await ended;
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TokenAnswer } from "../../lib/api/client";
import { ApiFailure, type FailureKind } from "../../lib/api/failure";
import { answerWithin, findSeat, giveUpAfter, grace, signWithin } from "./moving";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const seat = { kind: "token", token: { token: "t" } } as TokenAnswer;

/** What a node does: "silent", or it refuses, or it has a seat from the n-th time on. */
type Does = FailureKind | "silent" | number;

interface Surroundings {
  /** When the own node answers again; null: it has let us go. */
  back?: number | null;
  /** How much longer it takes than others do. */
  slower?: number;
  /** When there is a network; nobody answers before. */
  network?: number;
  /** Whether the browser knows that there is none. */
  told?: boolean;
}

function search(nodes: Record<string, Does>, { back = Number.POSITIVE_INFINITY, slower = 0, network = 0, told = false }: Surroundings = {}) {
  const asked: string[] = [];
  const began = Date.now();
  const life = new AbortController();
  const passed = () => Date.now() - began;
  const silence = (within: number) => new Promise<boolean>((done) => setTimeout(() => done(false), within));
  const found = findSeat({
    back:
      back === null
        ? null
        : () => (passed() >= back && passed() >= network ? new Promise((done) => setTimeout(() => done(true), slower)) : silence(signWithin)),
    nodes: () => Object.keys(nodes),
    answers: (node, within) => (nodes[node] === "silent" || passed() < network ? silence(within) : Promise.resolve(true)),
    ask: async (node, within) => {
      expect(within).toBe(answerWithin);
      asked.push(node);
      const does = nodes[node] as Does;
      if (typeof does === "string") throw new ApiFailure(does as FailureKind, 0, "");
      if (asked.filter((one) => one === node).length < does) throw new ApiFailure("unknown-alias", 404, "");
      return seat;
    },
    network: async () => {
      if (!told || passed() >= network) return false;
      await new Promise((done) => setTimeout(done, network - passed()));
      return true;
    },
    signal: life.signal,
    now: () => Date.now(),
  });
  let took = 0;
  const end = () => void (took = passed());
  found.then(end, end);
  return { found, asked, life, took: () => took };
}

test("node after node until one has the seat, with two silent ones within four seconds", async () => {
  const { found, asked, took } = search({ a: "silent", b: "silent", c: "maintenance", d: 1, e: 1 });
  await vi.runAllTimersAsync();
  expect(await found).toEqual({ node: "d", answer: seat });
  expect(asked).toEqual(["c", "d"]);
  expect(took()).toBeLessThan(4000);
});

test("a node that has yet to hear of the meeting is asked again", async () => {
  const { found, asked } = search({ a: "silent", b: 3 });
  await vi.runAllTimersAsync();
  expect(await found).toMatchObject({ node: "b" });
  expect(asked).toEqual(["b", "b", "b"]);
});

test("the own node goes before all others when the network is back", async () => {
  for (const network of [0, 100, 1499, 1500, 2900, 7000, 200_000]) {
    const { found, asked } = search({ a: 1, b: 1 }, { back: 0, network, told: network > 60_000 });
    await vi.runAllTimersAsync();
    expect(await found, `network after ${network} ms`).toBe("back");
    expect(asked, `network after ${network} ms`).toEqual([]);
  }
  for (const [slower, where] of [[grace - 1, "back"], [grace + 1, { node: "a", answer: seat }]] as const) {
    const { found } = search({ a: 1 }, { back: 0, slower });
    await vi.runAllTimersAsync();
    expect(await found, `slower by ${slower} ms`).toEqual(where);
  }
  const gone = search({ a: 1 }, { back: null });
  await vi.runAllTimersAsync();
  expect(await gone.found).toMatchObject({ node: "a" });
  expect(gone.took()).toBe(0);
});

test("time without a network is no time in which nobody answers", async () => {
  const { found, took } = search({ a: "silent" }, { network: 600_000, told: true });
  await vi.runAllTimersAsync();
  expect(await found).toBeNull();
  expect(took()).toBeGreaterThanOrEqual(600_000 + giveUpAfter);
});

test("it ends when nobody answers, when all would say the same, and when one leaves", async () => {
  const nobody = search({ a: "silent" });
  await vi.runAllTimersAsync();
  expect(await nobody.found).toBeNull();
  expect(nobody.took()).toBeGreaterThanOrEqual(giveUpAfter);
  expect(nobody.took()).toBeLessThan(giveUpAfter + 10_000);

  const locked = search({ a: "locked", b: 1 });
  const refused = expect(locked.found).rejects.toMatchObject({ kind: "locked" });
  await vi.runAllTimersAsync();
  await refused;
  expect(locked.asked).toEqual(["a"]);

  const left = search({ a: "silent" });
  const ended = expect(left.found).rejects.toMatchObject({ name: "AbortError" });
  await vi.advanceTimersByTimeAsync(5000);
  left.life.abort();
  await vi.runAllTimersAsync();
  await ended;
});

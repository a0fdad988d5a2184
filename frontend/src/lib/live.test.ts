import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type End, gap, keepOpen, type Live, LiveStore, type Source } from "./live";

interface Opened {
  known: number | null;
  send: (n: number) => void;
  end: (end: End) => void;
  closed: boolean;
}

/** Tells the next number each time; one that leaves some out is a gap, and one that is known says nothing new. */
function counter(part: Partial<Source<number, number>> = {}) {
  const opened: Opened[] = [];
  const store = new LiveStore<number, number>({
    open: (known, send, end) => {
      const one: Opened = { known, send, end, closed: false };
      opened.push(one);
      return () => (one.closed = true);
    },
    apply: (known, n) => (known !== null && n > known + 1 ? gap : n),
    ...part,
  });
  const seen: Live<number>[] = [];
  const leave = store.subscribe(() => seen.push(store.get()));
  return { store, opened, seen, leave, last: () => opened[opened.length - 1] as Opened };
}

const refused = (code: string): End => ({ kind: "refused", code, message: "not for you", extensions: {} });

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(1_000);
});
afterEach(() => vi.useRealTimers());

test("what comes is shown as it is, whole or as a change", () => {
  const { store, last } = counter();
  expect(store.get()).toEqual({ value: null, connection: "connecting", refused: null, heardAt: 0 });
  last().send(7);
  last().send(8);
  expect(store.get()).toMatchObject({ value: 8, connection: "live" });
});

test("a lost connection is said, nothing is lost with it, and the next one goes on where it was", () => {
  const { store, opened, last } = counter();
  last().send(7);
  vi.advanceTimersByTime(4_000);
  last().send(7);
  last().end({ kind: "lost" });
  expect(store.get(), "it is old as of the last message, although that changed nothing").toEqual({ value: 7, connection: "stale", refused: null, heardAt: 5_000 });
  vi.advanceTimersByTime(1_000);
  expect(opened.map((o) => o.known)).toEqual([null, 7]);
  last().send(8);
  expect(store.get()).toMatchObject({ value: 8, connection: "live" });
});

test("one that never came about is said, too", () => {
  const { store, last } = counter();
  last().end({ kind: "lost" });
  expect(store.get()).toEqual({ value: null, connection: "stale", refused: null, heardAt: 0 });
});

test("nobody is told of what changes nothing", () => {
  const { seen, last } = counter();
  last().send(7);
  last().send(7);
  expect(seen).toHaveLength(1);
});

test("each failure in a row waits longer, up to a limit, and a message ends the row", () => {
  vi.spyOn(Math, "random").mockReturnValue(0);
  const { opened, last } = counter();
  const waited = () => {
    const before = opened.length;
    last().end({ kind: "lost" });
    let ms = 0;
    for (; opened.length === before && ms < 20_000; ms += 500) vi.advanceTimersByTime(500);
    return ms;
  };
  expect(Array.from({ length: 10 }, waited)).toEqual([500, 1500, 2500, 3500, 4500, 5500, 6500, 7500, 8000, 8000]);
  last().send(7);
  expect(waited()).toBe(500);
  vi.restoreAllMocks();
});

test("the first gap is healed at once and in silence, the next like a loss", () => {
  const { store, opened, seen, last } = counter();
  last().send(7);
  const before = last();
  before.send(9);
  expect([before.closed, store.get().connection, seen.length]).toEqual([true, "live", 1]);
  before.send(8);
  expect(store.get().value, "what is closed says nothing any more").toBe(7);
  vi.advanceTimersByTime(0);
  expect(last().known).toBe(7);
  last().send(9);
  expect(store.get()).toMatchObject({ value: 7, connection: "stale" });
  vi.advanceTimersByTime(0);
  expect(opened).toHaveLength(2);
  vi.advanceTimersByTime(2_000);
  last().send(8);
  expect(store.get()).toMatchObject({ value: 8, connection: "live" });
});

test("what is refused is given up, in the server's words, and asked for anew", () => {
  const { store, opened, last } = counter();
  last().send(7);
  last().end(refused("BOOKMARK_BEYOND_END"));
  expect(store.get()).toMatchObject({ value: null, connection: "stale", refused: "not for you" });
  vi.advanceTimersByTime(1_000);
  expect(opened.map((o) => o.known)).toEqual([null, null]);
  last().send(2);
  expect(store.get()).toMatchObject({ value: 2, connection: "live", refused: null });
});

test("a limit says nothing of what is known", () => {
  const { store, last } = counter();
  last().send(7);
  last().end(refused("LIMIT_EXCEEDED"));
  expect(store.get()).toMatchObject({ value: 7, connection: "stale", refused: "not for you" });
  vi.advanceTimersByTime(1_000);
  last().end({ kind: "lost" });
  expect(store.get(), "who is not reached refuses nothing").toMatchObject({ value: 7, refused: null });
});

test("signed out it is over, until somebody comes back", () => {
  const { store, opened, leave, last } = counter();
  last().send(7);
  last().end({ kind: "signed-out" });
  vi.advanceTimersByTime(60_000);
  expect([store.get().connection, opened.length]).toEqual(["signed-out", 1]);
  leave();
  store.subscribe(() => undefined);
  expect([store.get().connection, last().known]).toEqual(["connecting", 7]);
});

test.each([
  [false, "stale", 2],
  [true, "signed-out", 1],
] as const)("with other rights it is over or tried again, as the page says: %s", (isOverWithOtherRights, connection, connections) => {
  const { store, opened, last } = counter({ isOverWithOtherRights });
  last().send(7);
  last().end({ kind: "other-rights" });
  expect(store.get()).toMatchObject({ value: 7, connection });
  vi.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(connections);
});

test("one connection serves all who listen; with the last it is closed, and nothing is asked any more", () => {
  const { store, opened, leave, last } = counter();
  const second = store.subscribe(() => undefined);
  leave();
  expect([opened.length, last().closed]).toEqual([1, false]);
  second();
  expect(last().closed).toBe(true);
  const again = store.subscribe(() => undefined);
  last().end({ kind: "lost" });
  again();
  vi.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(2);
});

test("what is kept open is opened no more once it was ended", () => {
  let opened = 0;
  let fail: () => void = () => undefined;
  const end = keepOpen(({ again }) => {
    opened++;
    fail = () => void again("lost");
    return () => undefined;
  });
  end();
  fail();
  vi.advanceTimersByTime(60_000);
  expect(opened).toBe(1);
});

import type { Client } from "urql";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EventTailSubscription as Data } from "../../gql/graphql";
import type { End } from "../../lib/live";
import { limit } from "./rows";
import { LogTail } from "./tail";

/** A subscription as the page opened it. */
interface Opened {
  after: string | null;
  send: (message: Data["events"]) => void;
  end: (end: End) => void;
  closed: boolean;
}

const opened: Opened[] = vi.hoisted(() => []);

vi.mock("../../ui/admin/subscription", () => ({
  openSubscription: (_: unknown, __: unknown, { after }: { after: string | null }, onData: (data: Data) => void, onEnd: (end: End) => void) => {
    const one: Opened = { after, send: (events) => onData({ events }), end: onEnd, closed: false };
    opened.push(one);
    return () => (one.closed = true);
  },
}));

beforeEach(() => {
  opened.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const event = (position: number) =>
  ({ __typename: "Event", position: String(position), createdAt: "2026-11-21T07:37:47Z", type: "node.connected.v1", stream: "node-1", revision: "0", actor: null }) as const;
const bookmark = (position: number) => ({ __typename: "EventBookmark", position: String(position), caughtUp: true }) as const;

/** A server whose pages are these, one after the other. */
function pages(...all: { positions: number[]; next: string | null }[]) {
  const asked: (string | null)[] = [];
  const query = (_: unknown, variables: { after: string | null }) => {
    asked.push(variables.after);
    const page = all[Math.min(asked.length, all.length) - 1] ?? { positions: [], next: null };
    const events = { nodes: page.positions.map(event), pageInfo: { hasNextPage: page.next !== null, endCursor: page.next } };
    return { toPromise: () => Promise.resolve({ data: { events } }) };
  };
  return { client: { query } as unknown as Client, asked };
}

const positions = (tail: LogTail) => tail.get().rows.list.map((r) => Number(r.position));
const last = () => opened[opened.length - 1] as Opened;

test("the end is known before the newest page is asked for, and what comes stands before it", async () => {
  const { client, asked } = pages({ positions: [7, 6], next: "c" });
  const tail = new LogTail(client, null, null);
  const stop = tail.subscribe(() => undefined);
  expect([last().after, asked.length]).toEqual([null, 0]);
  last().send(bookmark(7));
  last().send(event(8));
  await vi.advanceTimersByTimeAsync(200);
  expect(positions(tail)).toEqual([8, 7, 6]);
  expect(tail.get()).toMatchObject({ connection: "live", position: "8", older: "c", page: "there" });
  stop();
  expect(last().closed, "nobody looks any more").toBe(true);
});

test("after a pause and after a loss it goes on where it was", async () => {
  const tail = new LogTail(pages({ positions: [5], next: null }).client, null, null);
  tail.subscribe(() => undefined);
  last().send(bookmark(5));
  last().send(event(6));
  tail.pause();
  expect([last().closed, tail.get().connection]).toEqual([true, "paused"]);
  tail.resume();
  expect(last().after).toBe("6");
  last().send(event(7));
  last().end({ kind: "lost" });
  expect(tail.get().connection).toBe("stale");
  await vi.advanceTimersByTimeAsync(2000);
  expect([opened.length, last().after]).toEqual([3, "7"]);
  last().send(event(8));
  await vi.advanceTimersByTimeAsync(200);
  expect(positions(tail)).toEqual([8, 7, 6, 5]);
});

test("an expired bookmark is told with the way on, and is not tried again", async () => {
  const tail = new LogTail(pages().client, null, "3");
  tail.subscribe(() => undefined);
  expect(last().after).toBe("3");
  last().end({ kind: "refused", code: "BOOKMARK_EXPIRED", message: "gone", extensions: { oldestPosition: "40" } });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(opened.length).toBe(1);
  expect(tail.get()).toMatchObject({ connection: "refused", refused: { code: "BOOKMARK_EXPIRED", oldestPosition: "40" } });
});

test("reading the past pauses when the page is full, and goes on without a gap", async () => {
  const tail = new LogTail(pages().client, null, "0");
  tail.subscribe(() => undefined);
  for (let n = 1; n <= limit + 5; n++) if (!last().closed) last().send(event(n));
  expect(tail.get()).toMatchObject({ connection: "paused", full: true, position: String(limit) });
  expect(positions(tail).length).toBe(limit);
  tail.resume();
  expect(last().after).toBe(String(limit));
});

test("empty pages are read over until something is found", async () => {
  const { client, asked } = pages({ positions: [], next: "a" }, { positions: [], next: "b" }, { positions: [2], next: null });
  const tail = new LogTail(client, null, null);
  tail.subscribe(() => undefined);
  last().send(bookmark(9));
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toEqual([null, "a", "b"]);
  expect(positions(tail)).toEqual([2]);
});

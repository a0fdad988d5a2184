import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AlarmsSubscription as Data } from "../../gql/graphql";
import type { End } from "../../lib/live";
import { alarmStream } from "./stream";

interface Opened {
  after: string | null;
  send: (position: string) => void;
  end: (end: End) => void;
}

const opened: Opened[] = vi.hoisted(() => []);

vi.mock("../../ui/admin/subscription", () => ({
  openSubscription: (_: unknown, __: unknown, { after }: { after: string | null }, onData: (data: Data) => void, onEnd: (end: End) => void) => {
    const counts = { error: 0, warning: 0, info: 0, unacknowledged: 0 };
    opened.push({ after, send: (position) => onData({ alarms: { position, complete: true, alarms: [], counts } }), end: onEnd });
    return () => undefined;
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

const last = () => opened[opened.length - 1] as Opened;

test.each([{ kind: "lost" }, { kind: "other-rights" }] as const)("after $kind it says so, tries again, and goes on where it was", (end) => {
  const stream = alarmStream();
  const stop = stream.subscribe(() => undefined);
  last().send("7");
  expect(stream.get().connection).toBe("live");
  last().end(end);
  expect(stream.get()).toMatchObject({ connection: "stale", value: { position: "7" } });
  vi.advanceTimersByTime(10_000);
  expect(opened.map((o) => o.after)).toEqual([null, "7"]);
  last().send("8");
  expect(stream.get().connection).toBe("live");
  stop();
});

test("signed out, it is over", () => {
  const stream = alarmStream();
  const stop = stream.subscribe(() => undefined);
  last().send("7");
  last().end({ kind: "signed-out" });
  vi.advanceTimersByTime(60_000);
  expect([stream.get().connection, opened.length]).toEqual(["signed-out", 1]);
  stop();
});

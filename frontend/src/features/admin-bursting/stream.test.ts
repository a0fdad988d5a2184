import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { BurstingStatusSubscription as Data } from "../../gql/graphql";
import type { End } from "../../lib/live";
import { burstingStream } from "./stream";

interface Opened {
  send: (thresholdHd: number) => void;
  end: (end: End) => void;
}

const opened: Opened[] = vi.hoisted(() => []);

vi.mock("../../ui/admin/subscription", () => ({
  openSubscription: (_: unknown, __: unknown, ___: unknown, onData: (data: Data) => void, onEnd: (end: End) => void) => {
    opened.push({ send: (thresholdHd) => onData({ burstingStatus: { thresholdHd } } as Data), end: onEnd });
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

test.each([{ kind: "lost" }, { kind: "other-rights" }] as const)("after $kind it keeps what it has, says that it is old, and tries again", (end) => {
  const stream = burstingStream();
  const stop = stream.subscribe(() => undefined);
  expect(stream.get()).toMatchObject({ value: null, connection: "connecting" });
  last().send(5);
  last().end(end);
  expect(stream.get()).toMatchObject({ value: { thresholdHd: 5 }, connection: "stale", refused: null });
  vi.advanceTimersByTime(10_000);
  expect(opened).toHaveLength(2);
  last().send(7);
  expect(stream.get()).toMatchObject({ value: { thresholdHd: 7 }, connection: "live" });
  stop();
});

test("a refusal is told in the server's words", () => {
  const stream = burstingStream();
  const stop = stream.subscribe(() => undefined);
  last().end({ kind: "refused", code: "FORBIDDEN", message: "not for you", extensions: {} });
  expect(stream.get()).toMatchObject({ value: null, refused: "not for you" });
  stop();
});

test("signed out, it is over", () => {
  const stream = burstingStream();
  const stop = stream.subscribe(() => undefined);
  last().send(5);
  last().end({ kind: "signed-out" });
  vi.advanceTimersByTime(60_000);
  expect([stream.get().connection, opened.length]).toEqual(["signed-out", 1]);
  stop();
});

test("whom nobody listens to any more asks no more", () => {
  const stream = burstingStream();
  stream.subscribe(() => undefined)();
  last().end({ kind: "lost" });
  vi.advanceTimersByTime(60_000);
  expect(opened).toHaveLength(1);
});

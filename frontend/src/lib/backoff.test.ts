import { expect, test, vi } from "vitest";
import { eventStreamBackoff, requestBackoff, sleep, waitFor } from "./backoff";

test("the event stream waits a second longer per failure, up to fifteen", () => {
  const waits = [1, 2, 3, 15, 40].map((n) => waitFor(eventStreamBackoff, n, 0));
  expect(waits).toEqual([1000, 2000, 3000, 15_000, 15_000]);
});

test("requests wait half a second times the failures", () => {
  expect([1, 2, 3, 10, 11].map((n) => waitFor(requestBackoff, n, 0))).toEqual([500, 1000, 1500, 5000, 5000]);
});

test("chance adds at most a fifth", () => {
  expect(waitFor(eventStreamBackoff, 1, 0.999)).toBe(1200);
});

test("sleep ends early with the signal's reason", async () => {
  vi.useFakeTimers();
  try {
    const stop = new AbortController();
    const slept = sleep(60_000, stop.signal);
    stop.abort(new Error("left"));
    await expect(slept).rejects.toThrow("left");
    expect(vi.getTimerCount()).toBe(0);
    await expect(sleep(1, stop.signal)).rejects.toThrow("left");
  } finally {
    vi.useRealTimers();
  }
});

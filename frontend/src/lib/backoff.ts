// Waiting times between tries, and waiting itself.

export interface Backoff {
  /** First wait, milliseconds. */
  first: number;
  /** Added per further failure. */
  step: number;
  /** Longest wait. */
  limit: number;
}

/** How the event stream is reopened: 1 s longer per failure, up to 15 s. */
export const eventStreamBackoff: Backoff = { first: 1000, step: 1000, limit: 15_000 };
/** How a request that met a gateway error or a time-out is repeated. */
export const requestBackoff: Backoff = { first: 500, step: 500, limit: 5000 };

/**
 * The wait before try number `failures` (1 is the first repeat). `random` in
 * [0, 1) spreads clients that lost the same node: up to a fifth is added.
 */
export function waitFor(backoff: Backoff, failures: number, random: number): number {
  const base = Math.min(backoff.limit, backoff.first + backoff.step * Math.max(0, failures - 1));
  return Math.round(base * (1 + 0.2 * random));
}

/** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}

// What to do when a call's transport breaks. Pure.

export interface Recovery {
  /** ICE restarts tried on the present call. */
  restarts: number;
  /** Calls placed since media last flowed. */
  calls: number;
}

export type Step = { do: "restart-ice" } | { do: "new-call"; afterMs: number } | { do: "give-up" };

export const fresh: Recovery = { restarts: 0, calls: 0 };
/** A break of the path often heals by itself within this. */
export const patience = 3000;
/** A restart or new call that has not connected by then has failed. */
export const connectLimit = 15_000;
const maxRestarts = 2;
const maxCalls = 5;

/** The next step, and the count that includes it. callLost: the node has ended the call. */
export function nextStep(now: Recovery, callLost: boolean): { step: Step; then: Recovery } {
  if (!callLost && now.restarts < maxRestarts)
    return { step: { do: "restart-ice" }, then: { ...now, restarts: now.restarts + 1 } };
  if (now.calls < maxCalls)
    return {
      step: { do: "new-call", afterMs: now.calls === 0 ? 0 : Math.min(8000, 1000 * 2 ** (now.calls - 1)) },
      then: { restarts: 0, calls: now.calls + 1 },
    };
  return { step: { do: "give-up" }, then: now };
}

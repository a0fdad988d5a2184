// How a participant whose node is lost finds another one: node after node, best
// first, until one gives the seat back.

import type { TokenAnswer } from "../../lib/api/client";
import { toFailure, type FailureKind } from "../../lib/api/failure";
import { sleep, waitFor, type Backoff } from "../../lib/backoff";

/** Longest wait for a node that is asked for the seat. */
export const answerWithin = 1500;
/** Then nobody waits any longer: the seat has long been given up. */
export const giveUpAfter = 90_000;
/** The wait before all nodes are asked again. */
const betweenRounds: Backoff = { first: 500, step: 500, limit: 4000 };

/** What all nodes would say: the seat is gone, and there is no way in. */
const final: ReadonlySet<FailureKind> = new Set(["wrong-pin", "locked", "room-full", "blocked"]);

export interface MoveOptions {
  /** The nodes to ask; asked for anew each round. */
  nodes(): readonly string[];
  ask(node: string, within: number): Promise<TokenAnswer>;
  signal: AbortSignal;
  now(): number;
}

/** The node that answered, and what; null: none did. Rejects when the signal aborts, or when asking elsewhere is of no use. */
export async function findSeat(options: MoveOptions): Promise<{ node: string; answer: TokenAnswer } | null> {
  const { signal, now } = options;
  const end = now() + giveUpAfter;
  for (let round = 1; ; round++) {
    for (const node of options.nodes()) {
      try {
        return { node, answer: await options.ask(node, answerWithin) };
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        if (final.has(toFailure(cause).kind)) throw cause;
        // Another node may know better: this one is silent, full, in maintenance or
        // has yet to hear of the meeting.
      }
    }
    if (now() >= end) return null;
    await sleep(waitFor(betweenRounds, round, Math.random()), signal);
  }
}

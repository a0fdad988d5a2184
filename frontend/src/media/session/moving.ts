// How a participant whose node does not answer any more finds another one: node
// after node, best first, until one gives the seat back. Call and event stream
// stay as they are meanwhile, and what comes back first, the own node or a seat
// elsewhere, ends the search.

import type { TokenAnswer } from "../../lib/api/client";
import { toFailure, type FailureKind } from "../../lib/api/failure";
import { sleep, waitFor, type Backoff } from "../../lib/backoff";

/** Longest wait for a sign that a node is there. */
export const signWithin = 1500;
/** Longest wait for the seat at a node that is there. */
export const answerWithin = 5000;
/**
 * A network that comes back brings all nodes back: when the first one answers the
 * own node, where call and seat still are, has this much longer.
 */
export const grace = 500;
/** Then nobody waits any longer: the seat has long been given up. */
export const giveUpAfter = 90_000;
/** The wait before all nodes are asked again. */
const betweenRounds: Backoff = { first: 500, step: 500, limit: 4000 };

/** What all nodes would say: the seat is gone, and there is no way in. */
const final: ReadonlySet<FailureKind> = new Set(["wrong-pin", "locked", "room-full", "blocked"]);

export interface MoveOptions {
  /** Whether the own node is there again; null: it has let us go. */
  back: (() => Promise<boolean>) | null;
  /** The nodes to ask; asked for anew each round. */
  nodes(): readonly string[];
  /** Whether a node is there. */
  answers(node: string, within: number): Promise<boolean>;
  ask(node: string, within: number): Promise<TokenAnswer>;
  /** Waits while there is no network at all; answers whether it had to. */
  network(): Promise<boolean>;
  signal: AbortSignal;
  now(): number;
}

/** The node that answered, and what; "back": the own one does; null: nobody did. */
export type Found = { node: string; answer: TokenAnswer } | "back" | null;

/** Rejects when the signal aborts, or when asking elsewhere is of no use. */
export async function findSeat(options: MoveOptions): Promise<Found> {
  const { signal, now } = options;
  let end = now() + giveUpAfter;
  // While nobody answers it may be our network, and not the node.
  let lost = options.back === null;
  for (let round = 1; ; round++) {
    if (await options.network()) end = now() + giveUpAfter;
    let anybody = false;
    for (const node of options.nodes()) {
      const own = lost ? null : watch(options);
      const there = await options.answers(node, signWithin);
      if (signal.aborted) throw signal.reason;
      if (there && own !== null) await Promise.race([own.looked, sleep(grace, signal)]);
      if (own?.back() === true) return "back";
      if (!there) continue;
      anybody = lost = true;
      try {
        return { node, answer: await options.ask(node, answerWithin) };
      } catch (cause) {
        if (signal.aborted) throw signal.reason;
        if (final.has(toFailure(cause).kind)) throw cause;
        // Another node may know better: this one is full, in maintenance or has yet
        // to hear of the meeting.
      }
    }
    if (options.back !== null && (await options.back())) return "back";
    if (signal.aborted) throw signal.reason;
    lost = options.back === null || anybody;
    if (now() >= end) return null;
    await sleep(waitFor(betweenRounds, round, Math.random()), signal);
  }
}

/** Looks for the own node beside another one. */
function watch({ back }: MoveOptions): { looked: Promise<void>; back(): boolean } {
  let there = false;
  const looked = (back?.() ?? Promise.resolve(false)).then((answer) => void (there = answer));
  return { looked, back: () => there };
}

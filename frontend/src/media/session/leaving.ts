// How one leaves: at the own node, or, where that does not answer, by taking the
// seat over at another one and leaving there. Otherwise the others would look at
// an empty seat for a while.

import type { ConferenceClient, TokenRequest } from "../../lib/api/client";
import { isPassing } from "../../lib/api/failure";
import { askWhileThere } from "./arriving";

/** Longest wait for the own node, and for leaving as a whole. */
const ownWithin = 2000;
const altogether = 15_000;

export interface LeaveOptions {
  client: ConferenceClient;
  /** Takes the seat over; null: it is not there to be taken. */
  request: TokenRequest | null;
  nodes: readonly string[];
  at(node: string): ConferenceClient;
}

/** Does what can be done: the stay is over for us in any case. */
export async function depart({ client, request, nodes, at }: LeaveOptions): Promise<void> {
  const signal = AbortSignal.timeout(altogether);
  if (client.token !== "") {
    try {
      await client.releaseToken(signal, ownWithin);
      return;
    } catch (cause) {
      if (!isPassing(cause)) return;
    }
  }
  if (request === null) return;
  for (const node of nodes) {
    const next = at(node);
    try {
      const answer = await askWhileThere(next, request, signal);
      if (answer.kind !== "token") continue;
      next.token = answer.token.token;
      await next.releaseToken(signal);
      return;
    } catch {
      if (signal.aborted) return;
    }
  }
}

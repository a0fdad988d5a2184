// How one joins: node after node, best first, until one has something to say.

import type { ConferenceClient, TokenAnswer, TokenRequest } from "../../lib/api/client";
import { ApiFailure, isPassing, toFailure } from "../../lib/api/failure";
import { requestBackoff, sleep, waitFor } from "../../lib/backoff";

/** Longest wait for a sign that a node is there. */
export const signWithin = 2000;
/** Rounds through the nodes while nobody answers, and while those that do are in maintenance. */
const maxRounds = 10;
const maxRoundsInMaintenance = 2;

export interface ArriveOptions {
  /** The nodes to ask; asked for anew each round. */
  nodes(): readonly string[];
  at(node: string): ConferenceClient;
  /** Learns which nodes there are now. */
  refresh(): Promise<void>;
  request: TokenRequest;
  signal: AbortSignal;
}

/** The node that answered, and what. Rejects when the signal aborts, when asking elsewhere is of no use, or when nobody answers. */
export async function arrive(options: ArriveOptions): Promise<{ client: ConferenceClient; answer: TokenAnswer }> {
  const { request, signal } = options;
  for (let round = 1; ; round++) {
    let silent: unknown = null;
    let serviced: unknown = null;
    for (const node of options.nodes()) {
      const client = options.at(node);
      try {
        return { client, answer: await askWhileThere(client, request, signal) };
      } catch (cause) {
        if (signal.aborted) throw cause;
        if (isPassing(cause)) silent = cause;
        else if (toFailure(cause).kind === "maintenance") serviced = cause;
        else throw cause;
      }
    }
    if (silent === null || round >= (serviced === null ? maxRounds : maxRoundsInMaintenance)) throw serviced ?? silent;
    await Promise.all([sleep(waitFor(requestBackoff, round, Math.random()), signal), options.refresh()]);
  }
}

/**
 * Asks a node for a token. One that has to think, because the home of the meeting
 * is just being replaced, is waited for; one that is not there is not.
 */
export async function askWhileThere(client: ConferenceClient, request: TokenRequest, signal: AbortSignal, within?: number): Promise<TokenAnswer> {
  const asking = new AbortController();
  const either = AbortSignal.any([signal, asking.signal]);
  void client.answers(either, signWithin).then((there) => {
    if (!there) asking.abort(new ApiFailure("unreachable", 0, "no sign of the node"));
  });
  try {
    return await client.requestToken(request, either, within);
  } finally {
    asking.abort();
  }
}

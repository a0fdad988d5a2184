// A place in a meeting: the node that it is at, the key that takes it elsewhere,
// and the ways to get it, to find it again and to give it up.

import { ConferenceClient, type TokenAnswer, type TokenRequest } from "../../lib/api/client";
import type { Directory } from "../../lib/api/directory";
import type { TokenResult } from "../../lib/api/wire";
import { sleep } from "../../lib/backoff";
import { network } from "../../lib/network";
import { arrive } from "./arriving";
import { depart } from "./leaving";
import { findSeat, signWithin } from "./moving";

/** Longest wait for what is said of other nodes. */
const directoryWithin = 2000;
/** A seat at a node that is lost is kept a little longer than this. */
const keptFor = 15_000;
/** A request for the seat whose answer was not waited for may still be granted within this. */
const grantedWithin = 30_000;

export interface SearchOptions {
  /** As whom one joins anew where the seat is gone. */
  request: TokenRequest;
  /** Whether there is a stay at the own node that may come back. */
  kept(): boolean;
}

export class Seat {
  client: ConferenceClient;
  readonly #home: string;
  readonly #directory: Directory;
  #alias: string;
  #key = "";
  #search: AbortController | null = null;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(alias: string, home: string, directory: Directory) {
    this.#alias = alias;
    this.#home = home;
    this.#directory = directory;
    this.client = this.#at(home);
  }

  /** It can be taken again, here or elsewhere. */
  get resumable(): boolean {
    return this.#key !== "";
  }

  get searching(): boolean {
    return this.#search !== null;
  }

  /** What is still granted now was asked for by ourselves. */
  get askedLately(): boolean {
    return Date.now() - this.#askedAt < grantedWithin;
  }

  /** Takes what a node gave. */
  take(token: TokenResult): void {
    this.stopSearch();
    this.#key = token.resume_key ?? "";
  }

  /** There is nothing to come back to. */
  drop(): void {
    this.stopSearch();
    this.#key = "";
  }

  /** The meeting goes on under another alias, at the same node. */
  rename(alias: string): void {
    this.drop();
    this.#alias = alias;
    this.client = this.#at(this.#node);
  }

  /** Asks at the nearest node first. What is known of nodes is being found out since the page began. */
  async askAnywhere(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer> {
    await Promise.race([this.#directory.prepare(), sleep(directoryWithin, signal)]);
    return this.#ask(request, () => this.#directory.arrivals(), signal);
  }

  /** Asks where it was asked last, and then wherever one would go from there. */
  askHere(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer> {
    return this.#ask(request, () => [this.#node, ...this.#directory.others(this.#node)], signal);
  }

  /** Asks for the seat that one had. */
  askAgain(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer> {
    this.#askedAt = Date.now();
    return this.askHere({ ...request, resumeKey: this.#key }, signal);
  }

  /** There is another node to go to. */
  get movable(): boolean {
    return this.resumable && this.#directory.others(this.#node).length > 0;
  }

  /**
   * Looks for the seat at other nodes, beside the stay. "back": that comes back;
   * null: nobody answers; undefined: the search was ended meanwhile.
   */
  async search({ request, kept }: SearchOptions): Promise<TokenAnswer | "back" | null | undefined> {
    this.stopSearch();
    const { signal } = (this.#search = new AbortController());
    const own = this.client;
    const node = this.#node;
    const others = this.#directory.others(node);
    try {
      const found = await findSeat({
        back: kept() ? async () => (await own.answers(signal, signWithin)) && kept() : null,
        // A stay that was ended does not come back, but its node may be asked.
        nodes: () => (kept() ? others : [...others, node]),
        answers: (at, within) => this.#at(at).answers(signal, within),
        ask: (at, within) => {
          this.#askedAt = Date.now();
          return this.#at(at).requestToken({ ...request, resumeKey: this.#key }, signal, within);
        },
        network: () => network(signal),
        signal,
        now: () => Date.now(),
      });
      if (signal.aborted) return undefined;
      this.stopSearch();
      if (found === null || found === "back") return found;
      this.client = this.#at(found.node);
      return found.answer;
    } catch (cause) {
      if (signal.aborted) return undefined;
      this.stopSearch();
      throw cause;
    }
  }

  stopSearch(): void {
    this.#search?.abort();
    this.#search = null;
  }

  /** Learns from the own node where else one could go. */
  async lookAround(): Promise<void> {
    await this.#directory.refresh(this.#node);
  }

  /** Gives the seat up. lostFor: how long nothing was heard of it, 0: it is there. */
  leave(name: string, lostFor: number): void {
    const kept = this.resumable && lostFor < keptFor;
    if (this.client.token === "" && !kept) return;
    void depart({
      client: this.client,
      request: kept ? { displayName: name, resumeKey: this.#key } : null,
      nodes: [...this.#directory.others(this.#node), this.#node],
      at: (node) => this.#at(node),
    });
  }

  async #ask(request: TokenRequest, nodes: () => string[], signal: AbortSignal): Promise<TokenAnswer> {
    const refresh = () => this.#directory.refresh(this.#home);
    const { client, answer } = await arrive({ nodes, at: (node) => this.#at(node), refresh, request, signal });
    if (!signal.aborted) this.client = client;
    return answer;
  }

  #at(node: string): ConferenceClient {
    return new ConferenceClient(this.#alias, node === this.#home ? "" : node);
  }

  get #node(): string {
    return this.client.origin === "" ? this.#home : this.client.origin;
  }
}

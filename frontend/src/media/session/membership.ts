// One stay on a node: a token that is refreshed, an event stream that is
// reopened, a call that is kept. It ends with the token; the session may then
// begin another.

import type { ConferenceClient } from "../../lib/api/client";
import { EventStream, type EventName } from "../../lib/api/events";
import { toFailure } from "../../lib/api/failure";
import type { TokenResult } from "../../lib/api/wire";
import { sleep } from "../../lib/backoff";
import { CallKeeper } from "./callkeeper";
import type { LocalTracks } from "../call";

export interface MembershipOptions {
  client: ConferenceClient;
  token: TokenResult;
  audioOnly: boolean;
  tracks(): LocalTracks;
  onEvent(name: EventName, data: unknown): void;
  onLink(link: "ok" | "lost"): void;
  /** The node does not know us any more. */
  onGone(): void;
  /** The node does not answer any more: the seat may be looked for elsewhere. */
  onLost(): void;
  /** The node answered, as it does from time to time. */
  onAlive(): void;
}

/** How a node is looked at whose event stream or media broke. */
const checkWithin = 1500;
const checkPause = 300;

export class Membership {
  readonly keeper: CallKeeper;
  readonly #options: MembershipOptions;
  readonly #life = new AbortController();
  readonly #events: EventStream;
  #gone = false;
  #checking = false;

  constructor(options: MembershipOptions) {
    this.#options = options;
    const { client, token } = options;
    client.token = token.token;
    this.keeper = new CallKeeper({
      client,
      token,
      audioOnly: options.audioOnly || token.call_type === "audio",
      tracks: () => options.tracks(),
      onTokenGone: () => this.#lose(),
    });
    this.#events = new EventStream(() => client.eventsUrl(), {
      onEvent: (name, data) => this.#onEvent(name, data),
      onOpen: () => options.onLink("ok"),
      onBroken: (failures) => this.#onBroken(failures),
    });
  }

  get signal(): AbortSignal {
    return this.#life.signal;
  }

  start(): void {
    this.keeper.state.subscribe(() => {
      if (this.keeper.state.get().status === "recovering") void this.#check();
    });
    this.#events.open();
    this.keeper.start();
    void this.#keepToken(Number(this.#options.token.expires)).catch(() => undefined); // ends with our life
  }

  /** The network is back, or the page has been asleep. */
  nudge(): void {
    if (this.#life.signal.aborted) return;
    this.#events.reopen();
    this.keeper.nudge();
  }

  close(): void {
    this.#life.abort(new DOMException("membership ended", "AbortError"));
    this.#events.close();
    this.keeper.close();
  }

  #onEvent(name: EventName, data: unknown): void {
    if (name === "refresh_token") void this.#refresh();
    else if (name === "call_disconnected") this.keeper.callEnded((data as { call_uuid: string }).call_uuid);
    else if (name === "new_candidate") this.keeper.call?.addRemoteCandidate(toCandidate(data));
    this.#options.onEvent(name, data);
  }

  async #onBroken(failures: number): Promise<boolean> {
    this.#options.onLink("lost");
    void this.#check();
    // An EventSource cannot say why it was refused; a refresh can.
    if (failures > 1) await this.#refresh();
    return !this.#gone && !this.#life.signal.aborted;
  }

  /**
   * Asks the node twice whether it is there. What it says of the token takes longer
   * while the home of the meeting is replaced, and is no sign that it is lost.
   */
  async #check(): Promise<void> {
    if (this.#checking || this.#gone || this.#life.signal.aborted) return;
    this.#checking = true;
    const { client } = this.#options;
    const { signal } = this.#life;
    try {
      let there = await client.answers(signal, checkWithin);
      if (!there && !signal.aborted) {
        await sleep(checkPause, signal);
        there = await client.answers(signal, checkWithin);
      }
      if (signal.aborted) return;
      if (there) void this.#refresh();
      else this.#options.onLost();
    } catch {
      // The stay ended meanwhile.
    } finally {
      this.#checking = false;
    }
  }

  /** Refreshes at a third of the lifetime; while that fails, every five seconds. */
  async #keepToken(seconds: number): Promise<void> {
    const signal = this.#life.signal;
    let wait = (seconds * 1000) / 3;
    while (!signal.aborted) {
      await sleep(wait, signal);
      const lifetime = await this.#refresh();
      if (this.#gone) return;
      if (lifetime !== null) this.#options.onAlive();
      wait = lifetime === null ? 5000 : (lifetime * 1000) / 3;
    }
  }

  async #refresh(): Promise<number | null> {
    try {
      return await this.#options.client.refreshToken(this.#life.signal);
    } catch (cause) {
      if (this.#life.signal.aborted) return null;
      const { kind } = toFailure(cause);
      if (kind === "token-gone" || kind === "not-permitted" || kind === "unknown-alias") this.#lose();
      return null;
    }
  }

  #lose(): void {
    if (this.#gone || this.#life.signal.aborted) return;
    this.#gone = true;
    this.#options.onGone();
  }
}

function toCandidate(data: unknown): RTCIceCandidateInit {
  const { candidate, mid, ufrag } = data as { candidate: string; mid?: string; ufrag?: string };
  return { candidate, sdpMid: mid ?? "0", ...(ufrag === undefined ? {} : { usernameFragment: ufrag }) };
}

// Keeps media flowing: places the call, restarts ICE when the path breaks,
// places a new call when that does not help, and says so when nothing does.

import type { ConferenceClient } from "../../lib/api/client";
import { type ApiFailure, toFailure } from "../../lib/api/failure";
import type { TokenResult } from "../../lib/api/wire";
import { createStore } from "../../lib/store";
import { MediaCall, type LocalTracks } from "../call";
import { connectLimit, fresh, nextStep, patience } from "./recovery";

export type MediaStatus = "off" | "connecting" | "connected" | "recovering" | "failed";

export interface CallState {
  status: MediaStatus;
  callId: string;
  failure: ApiFailure | null;
}

export interface CallKeeperOptions {
  client: ConferenceClient;
  token: TokenResult;
  audioOnly: boolean;
  tracks(): LocalTracks;
  /** The token is worthless: the participant is gone on the node. */
  onTokenGone(): void;
}

export class CallKeeper {
  readonly state = createStore<CallState>({ status: "off", callId: "", failure: null });
  readonly #options: CallKeeperOptions;
  #call: MediaCall | null = null;
  #recovery = fresh;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  /** Work in progress is void when this has moved on. */
  #generation = 0;
  /** The same of a look at the node that comes before the next step. */
  #look = 0;
  readonly #life = new AbortController();

  constructor(options: CallKeeperOptions) {
    this.#options = options;
  }

  get call(): MediaCall | null {
    return this.#call;
  }

  /** Places the first call, or starts over after giving up. */
  start(): void {
    this.#recovery = fresh;
    void this.#place("connecting");
  }

  close(): void {
    this.#closed = true;
    this.#generation++;
    this.#life.abort(new DOMException("call ended", "AbortError"));
    clearTimeout(this.#timer);
    this.#call?.close();
    this.#call = null;
    this.state.set({ status: "off", callId: "", failure: null });
  }

  async updateTracks(): Promise<void> {
    await this.#call?.setTracks(this.#options.tracks());
  }

  /** The node ended a call, not by our wish. */
  callEnded(callId: string): void {
    if (this.#call !== null && this.#call.id === callId) void this.#recover(true);
  }

  /** The network changed: do not wait for the path to be noticed broken. */
  nudge(): void {
    if (this.state.get().status === "failed") this.start();
    else if (this.state.get().status === "recovering") void this.#recover(false);
  }

  async #place(status: "connecting" | "recovering"): Promise<void> {
    const generation = ++this.#generation;
    const { client, token, audioOnly, tracks } = this.#options;
    this.#call?.close();
    const call = new MediaCall({
      client,
      self: token.participant_uuid,
      token,
      audioOnly,
      tracks: tracks(),
      onState: (state) => this.#onTransport(call, state),
    });
    this.#call = call;
    this.state.set({ status, callId: "", failure: null });
    this.#expectConnection();
    try {
      await call.connect();
      if (generation !== this.#generation) return;
      this.state.update((now) => ({ ...now, callId: call.id }));
    } catch (cause) {
      if (generation === this.#generation && !this.#closed) this.#refused(toFailure(cause));
    }
  }

  #onTransport(call: MediaCall, state: RTCPeerConnectionState): void {
    if (call !== this.#call || this.#closed) return;
    switch (state) {
      case "connected":
        clearTimeout(this.#timer);
        this.#look++;
        this.#recovery = fresh;
        this.state.update((now) => ({ ...now, status: "connected", failure: null }));
        break;
      case "disconnected":
        this.#setRecovering();
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#recover(false), patience);
        break;
      case "failed":
        void this.#recover(false);
        break;
    }
  }

  #setRecovering(): void {
    this.state.update((now) => (now.status === "connecting" ? now : { ...now, status: "recovering" }));
  }

  #expectConnection(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#recover(false), connectLimit);
  }

  async #recover(callLost: boolean): Promise<void> {
    const call = this.#call;
    if (this.#closed || call === null) return;
    clearTimeout(this.#timer);
    this.#setRecovering();
    const look = ++this.#look;
    const there = await this.#options.client.answers(this.#life.signal, patience);
    if (look !== this.#look || this.#closed || call !== this.#call) return;
    if (!there) {
      // Nothing can be agreed with a node that does not answer, and the path may
      // come back as it went: the call is left as it is.
      this.#timer = setTimeout(() => void this.#recover(callLost), patience);
      return;
    }
    const { step, then } = nextStep(this.#recovery, callLost || call.id === "");
    this.#recovery = then;
    switch (step.do) {
      case "give-up":
        this.#fail(null);
        break;
      case "new-call":
        this.#timer = setTimeout(() => void this.#place("recovering"), step.afterMs);
        break;
      case "restart-ice":
        this.#expectConnection();
        await this.#restart(call);
        break;
    }
  }

  async #restart(call: MediaCall): Promise<void> {
    try {
      await call.restartIce();
    } catch (cause) {
      if (call === this.#call && !this.#closed) this.#refused(toFailure(cause));
    }
  }

  #refused(failure: ApiFailure): void {
    switch (failure.kind) {
      case "token-gone":
        this.#options.onTokenGone();
        break;
      case "no-capacity":
      case "maintenance":
      case "unsupported":
      case "not-permitted":
        this.#fail(failure); // asking again would be answered the same
        break;
      default:
        void this.#recover(failure.kind !== "unreachable");
    }
  }

  #fail(failure: ApiFailure | null): void {
    clearTimeout(this.#timer);
    this.#generation++;
    this.#call?.close();
    this.#call = null;
    this.state.set({ status: "failed", callId: "", failure });
  }
}

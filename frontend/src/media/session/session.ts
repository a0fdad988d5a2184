// A participant's way through one meeting: token, PIN, waiting, stage, end, and
// back again when the node lost us. It knows nothing of the page.

import { ConferenceClient, type TokenAnswer, type TokenRequest } from "../../lib/api/client";
import type { Directory } from "../../lib/api/directory";
import type { EventName } from "../../lib/api/events";
import { isPassing, toFailure } from "../../lib/api/failure";
import { endReason, rejoinsByItself } from "../../lib/api/reason";
import type { TokenResult } from "../../lib/api/wire";
import { sleep } from "../../lib/backoff";
import { announcements } from "../../lib/meeting/announce";
import { emptyMeeting, fold, waitingFor } from "../../lib/meeting/state";
import { createStore } from "../../lib/store";
import type { LocalTracks } from "../call";
import type { LocalMedia } from "../local";
import { Membership } from "./membership";
import { findSeat } from "./moving";
import { initialState, type Phase, type SessionState } from "./state";

export interface JoinOptions {
  name: string;
  microphoneOn: boolean;
  cameraOn: boolean;
  audioOnly: boolean;
}

/** Automatic rejoins without a minute on the stage in between. */
const maxRejoins = 3;
const settled = 60_000;
/** Longest wait for what is said of other nodes, and for another one's answer. */
const arrivalPatience = 2000;

export class Session {
  readonly state = createStore<SessionState>(initialState);
  readonly local: LocalMedia;
  readonly #home: string;
  readonly #directory: Directory;
  #alias: string;
  #resumeKey = "";
  #client: ConferenceClient;
  #name = "";
  #pin: string | undefined;
  #extension: string | undefined;
  #attempt = new AbortController();
  #membership: Membership | null = null;
  #rejoins = 0;
  #joinedAt = 0;
  #noticeCount = 0;

  constructor(alias: string, local: LocalMedia, home: string, directory: Directory) {
    this.local = local;
    this.#home = home;
    this.#directory = directory;
    this.#alias = alias;
    this.#client = new ConferenceClient(alias);
  }

  get client(): ConferenceClient {
    return this.#client;
  }
  get membership(): Membership | null {
    return this.#membership;
  }

  join(options: JoinOptions): void {
    this.#name = options.name;
    this.#rejoins = 0;
    this.#patch({
      microphoneOn: options.microphoneOn,
      cameraOn: options.cameraOn && !options.audioOnly,
      audioOnly: options.audioOnly,
      notices: [],
    });
    void this.#arrive();
  }

  /** The answer to the PIN step; null continues as a guest without one. */
  submitPin(pin: string | null): void {
    const { phase } = this.state.get();
    if (phase.kind !== "pin") return;
    this.#pin = pin ?? "none";
    this.#patch({ phase: { ...phase, checking: true, wrong: false } });
    void this.#request({}, phase);
  }

  submitExtension(extension: string): void {
    const { phase } = this.state.get();
    if (phase.kind !== "extension") return;
    this.#extension = extension;
    this.#patch({ phase: { ...phase, checking: true, wrong: false } });
    void this.#request({}, phase);
  }

  /** Leaves by one's own wish. */
  leave(): void {
    const client = this.#client;
    this.#end({ kind: "ended", reason: "left", detail: "" });
    // The stay is over for us whether or not the node hears of it now.
    void client.releaseToken(AbortSignal.timeout(5000)).catch(() => undefined);
  }

  /** Gives up joining: back to the join page. */
  cancel(): void {
    const client = this.#client;
    this.#end({ kind: "ready" });
    if (client.token !== "") void client.releaseToken(AbortSignal.timeout(5000)).catch(() => undefined);
  }

  /** The page goes away. */
  unload(): void {
    this.#client.releaseByBeacon();
  }

  nudge(): void {
    this.#membership?.nudge();
  }

  notify(text: string, error: boolean): void {
    this.#addNotices([{ text, kind: "meeting" }], error);
  }

  dismiss(key: number): void {
    this.#patch({ notices: this.state.get().notices.filter((n) => n.key !== key) });
  }

  tracks(): LocalTracks {
    const { microphoneOn, cameraOn, screen } = this.state.get();
    const { microphone, camera } = this.local.state.get();
    if (microphone !== null) microphone.enabled = microphoneOn;
    return { microphone, camera: cameraOn ? camera : null, slides: screen?.getVideoTracks()[0] ?? null };
  }

  patch(change: Partial<SessionState>): void {
    this.#patch(change);
  }

  #at(node: string): ConferenceClient {
    return new ConferenceClient(this.#alias, node === this.#home ? "" : node);
  }

  /** Joins at the nearest node, or at the one that the page comes from. */
  async #arrive(): Promise<void> {
    this.#attempt.abort();
    const attempt = (this.#attempt = new AbortController());
    this.#patch({ phase: { kind: "connecting" } });
    try {
      // It began when the page did.
      await Promise.race([this.#directory.prepare(), sleep(arrivalPatience, attempt.signal)]);
    } catch {
      return; // left meanwhile
    }
    if (attempt.signal.aborted) return;
    this.#client = this.#at(this.#directory.nearest());
    await this.#request({});
  }

  async #request(extra: Partial<TokenRequest>, asked?: Phase): Promise<void> {
    this.#attempt.abort();
    const attempt = (this.#attempt = new AbortController());
    if (asked === undefined) this.#patch({ phase: { kind: "connecting" } });
    const request: TokenRequest = { displayName: this.#name, ...extra };
    if (this.#pin !== undefined) request.pin = this.#pin;
    if (this.#extension !== undefined) request.extension = this.#extension;
    let answer: TokenAnswer;
    try {
      answer = await this.#token(request, attempt.signal);
    } catch (cause) {
      if (!attempt.signal.aborted) this.#refused(cause, asked);
      return;
    }
    if (attempt.signal.aborted) return;
    switch (answer.kind) {
      case "token":
        this.#begin(answer.token);
        break;
      case "pin":
        this.#patch({ phase: { kind: "pin", guestPin: answer.guestPin, wrong: false, checking: false } });
        break;
      case "extension":
        this.#patch({ phase: { kind: "extension", wrong: false, checking: false } });
        break;
    }
  }

  /** Another node than the page's own is asked once: the page's own is there. */
  async #token(request: TokenRequest, signal: AbortSignal): Promise<TokenAnswer> {
    if (this.#client.origin !== "") {
      try {
        return await this.#client.requestTokenOnce(request, signal, arrivalPatience);
      } catch (cause) {
        if (signal.aborted || !(isPassing(cause) || toFailure(cause).kind === "maintenance")) throw cause;
        this.#client = this.#at(this.#home);
      }
    }
    return this.#client.requestToken(request, signal);
  }

  #refused(cause: unknown, asked: Phase | undefined): void {
    const failure = toFailure(cause);
    if (failure.kind === "wrong-pin") {
      this.#pin = undefined;
      const guestPin = asked?.kind === "pin" ? asked.guestPin : true;
      this.#patch({ phase: { kind: "pin", guestPin, wrong: true, checking: false } });
    } else if (asked?.kind === "extension" && failure.kind === "unknown-alias") {
      this.#extension = undefined;
      this.#patch({ phase: { kind: "extension", wrong: true, checking: false } });
    } else {
      this.#end({ kind: "failed", failure: failure.kind, detail: failure.detail });
    }
  }

  #begin(token: TokenResult): void {
    this.#membership?.close();
    this.#joinedAt = Date.now();
    this.#resumeKey = token.resume_key ?? "";
    const before = this.state.get().meeting;
    const chat = before?.chat ?? [];
    const fresh = emptyMeeting(
      token.participant_uuid,
      token.chat_enabled !== false,
      token.role === "HOST" || token.guests_can_present !== false,
    );
    // What was said before a rejoin stays readable. Who goes on in the same seat
    // sees nothing of it: the roster is replaced when it has come whole.
    const meeting =
      before?.self === token.participant_uuid
        ? { ...before, synced: false, incoming: null }
        : { ...fresh, chat, chatCount: (chat.at(-1)?.key ?? -1) + 1 };
    this.#patch({ conferenceName: token.conference_name, meeting, link: "ok" });
    const membership = new Membership({
      client: this.#client,
      token,
      audioOnly: this.state.get().audioOnly,
      tracks: () => this.tracks(),
      onEvent: (name, data) => this.#onEvent(name, data),
      onLink: (link) => this.#patch({ link }),
      onGone: () => this.#rejoin(),
      onLost: () => void this.#move(),
      onAlive: () => void this.#directory.refresh(this.#client.origin),
    });
    this.#membership = membership;
    membership.keeper.state.subscribe(() => this.#onCall());
    membership.start();
  }

  #onCall(): void {
    const call = this.#membership?.keeper.state.get();
    if (call === undefined) return;
    this.#patch({ call });
    const first = this.state.get().phase.kind === "connecting";
    if (call.status === "failed" && call.failure !== null && first) {
      const client = this.#client;
      this.#end({ kind: "failed", failure: call.failure.kind, detail: call.failure.detail });
      void client.releaseToken(AbortSignal.timeout(5000)).catch(() => undefined);
    }
  }

  #onEvent(name: EventName, data: unknown): void {
    const before = this.state.get().meeting;
    if (before === null) return;
    switch (name) {
      case "disconnect":
        this.#onDisconnect(data as { reason?: string; code?: string } | null);
        return;
      case "refer":
        void this.#refer(data as { alias: string; token: string });
        return;
    }
    const meeting = fold(before, name, data, Date.now());
    if (meeting === before) return;
    this.#patch({ meeting });
    this.#addNotices(announcements(before, meeting), false);
    if (meeting.synced && meeting.incoming === null) {
      const parked = waitingFor(meeting);
      this.#setPhase(parked === null ? { kind: "stage" } : { kind: "waiting", for: parked });
    }
  }

  #setPhase(next: Phase): void {
    const now = this.state.get().phase;
    if (now.kind === "ended" || now.kind === "failed" || JSON.stringify(now) === JSON.stringify(next)) return;
    this.#patch({ phase: next });
  }

  #onDisconnect(event: { reason?: string; code?: string } | null): void {
    const text = event?.reason ?? "";
    const reason = endReason(text, event?.code);
    if (reason === "node-stopped" && this.#move()) return;
    if (rejoinsByItself(reason)) this.#rejoin();
    else this.#end({ kind: "ended", reason, detail: text });
  }

  /** The node lost us: join again with what we know, a few times. */
  #rejoin(): void {
    this.#membership?.close();
    this.#membership = null;
    this.#client.token = "";
    if (Date.now() - this.#joinedAt > settled) this.#rejoins = 0;
    if (++this.#rejoins > maxRejoins) {
      this.#end({ kind: "ended", reason: "connection-lost", detail: "" });
      return;
    }
    void this.#request(this.#resumeKey === "" ? {} : { resumeKey: this.#resumeKey });
  }

  /** The node is lost: the seat is taken again at another one. False: there is none. */
  #move(): boolean {
    const lost = this.#client.origin === "" ? this.#home : this.#client.origin;
    const others = this.#directory.others(lost);
    const resumeKey = this.#resumeKey;
    if (resumeKey === "" || others.length === 0) return false;
    this.#membership?.close();
    this.#membership = null;
    this.#attempt.abort();
    const attempt = (this.#attempt = new AbortController());
    this.#patch({ link: "lost" });
    void this.#takeSeat([...others, lost], resumeKey, attempt.signal);
    return true;
  }

  async #takeSeat(nodes: string[], resumeKey: string, signal: AbortSignal): Promise<void> {
    const request: TokenRequest = { displayName: this.#name, resumeKey };
    // A seat that is gone is joined anew, and then it may take the PIN.
    if (this.#pin !== undefined) request.pin = this.#pin;
    let found: Awaited<ReturnType<typeof findSeat>>;
    try {
      found = await findSeat({
        nodes: () => nodes,
        ask: (node, within) => this.#at(node).requestTokenOnce(request, signal, within),
        signal,
        now: () => Date.now(),
      });
    } catch (cause) {
      if (!signal.aborted) this.#refused(cause, undefined);
      return;
    }
    if (found === null) {
      this.#end({ kind: "ended", reason: "connection-lost", detail: "" });
      return;
    }
    this.#client = this.#at(found.node);
    if (found.answer.kind === "token") this.#begin(found.answer.token);
    else void this.#request({});
  }

  /** The meeting goes on under another alias; we bring the one-time token. */
  async #refer(to: { alias: string; token: string }): Promise<void> {
    this.#membership?.close();
    this.#membership = null;
    this.#alias = to.alias;
    this.#resumeKey = "";
    this.#client = new ConferenceClient(to.alias, this.#client.origin);
    this.#pin = undefined;
    this.#extension = undefined;
    this.#attempt.abort();
    const attempt = (this.#attempt = new AbortController());
    this.#patch({ phase: { kind: "connecting" } });
    try {
      await sleep(500, attempt.signal);
    } catch {
      return; // left meanwhile
    }
    await this.#request({ oneTimeToken: to.token });
  }

  #end(phase: Phase): void {
    this.#attempt.abort();
    this.#resumeKey = "";
    this.#membership?.close();
    this.#membership = null;
    for (const track of this.state.get().screen?.getTracks() ?? []) track.stop();
    if (phase.kind !== "ready") this.local.stopAll();
    this.#patch({
      phase,
      screen: null,
      meeting: null,
      call: initialState.call,
      link: "ok",
    });
  }

  #addNotices(said: readonly { text: string; kind: SessionState["notices"][number]["kind"]; personId?: string }[], error: boolean): void {
    if (said.length === 0) return;
    const added = said.map((one) => ({ ...one, error, key: this.#noticeCount++ }));
    this.#patch({ notices: [...this.state.get().notices, ...added].slice(-50) });
  }

  #patch(change: Partial<SessionState>): void {
    this.state.update((now) => ({ ...now, ...change }));
  }
}

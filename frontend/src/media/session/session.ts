// A participant's way through one meeting: token, PIN, waiting, stage, end, and
// back again when the node lost us. It knows nothing of the page.

import type { ConferenceClient, TokenAnswer, TokenRequest } from "../../lib/api/client";
import type { Directory } from "../../lib/api/directory";
import type { EventName } from "../../lib/api/events";
import { toFailure } from "../../lib/api/failure";
import { endReason, rejoinsByItself } from "../../lib/api/reason";
import type { TokenResult } from "../../lib/api/wire";
import { sleep } from "../../lib/backoff";
import { announcements } from "../../lib/meeting/announce";
import { emptyMeeting, fold, waitingFor } from "../../lib/meeting/state";
import { createStore } from "../../lib/store";
import type { LocalTracks } from "../call";
import type { LocalMedia } from "../local";
import { Membership } from "./membership";
import { Seat } from "./seat";
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

export class Session {
  readonly state = createStore<SessionState>(initialState);
  readonly local: LocalMedia;
  readonly #seat: Seat;
  #name = "";
  #pin: string | undefined;
  #extension: string | undefined;
  #attempt = new AbortController();
  #membership: Membership | null = null;
  #rejoins = 0;
  #joinedAt = 0;
  #lostAt = 0;
  #noticeCount = 0;

  constructor(alias: string, local: LocalMedia, home: string, directory: Directory) {
    this.local = local;
    this.#seat = new Seat(alias, home, directory);
  }

  get client(): ConferenceClient {
    return this.#seat.client;
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
    this.#patch({ phase: { kind: "connecting" } });
    void this.#request((request, signal) => this.#seat.askAnywhere(request, signal));
  }

  /** The answer to the PIN step; null continues as a guest without one. */
  submitPin(pin: string | null): void {
    const { phase } = this.state.get();
    if (phase.kind !== "pin") return;
    this.#pin = pin ?? "none";
    this.#patch({ phase: { ...phase, checking: true, wrong: false } });
    void this.#request((request, signal) => this.#seat.askHere(request, signal), phase);
  }

  submitExtension(extension: string): void {
    const { phase } = this.state.get();
    if (phase.kind !== "extension") return;
    this.#extension = extension;
    this.#patch({ phase: { ...phase, checking: true, wrong: false } });
    void this.#request((request, signal) => this.#seat.askHere(request, signal), phase);
  }

  /** Leaves by one's own wish. */
  leave(): void {
    this.#depart();
    this.#end({ kind: "ended", reason: "left", detail: "" });
  }

  /** Gives up joining: back to the join page. */
  cancel(): void {
    this.#depart();
    this.#end({ kind: "ready" });
  }

  /** The stay is over for us whether or not a node hears of it now. */
  #depart(): void {
    this.#seat.leave(this.#name, this.state.get().link === "lost" ? Date.now() - this.#lostAt : 0);
  }

  /** The page goes away. */
  unload(): void {
    this.client.releaseByBeacon();
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

  async #request(ask: (request: TokenRequest, signal: AbortSignal) => Promise<TokenAnswer>, asked?: Phase): Promise<void> {
    this.#attempt.abort();
    const attempt = (this.#attempt = new AbortController());
    let answer: TokenAnswer;
    try {
      answer = await ask(this.#asking(), attempt.signal);
    } catch (cause) {
      if (!attempt.signal.aborted) this.#refused(cause, asked);
      return;
    }
    if (!attempt.signal.aborted) this.#answered(answer);
  }

  #asking(): TokenRequest {
    const request: TokenRequest = { displayName: this.#name };
    if (this.#pin !== undefined) request.pin = this.#pin;
    if (this.#extension !== undefined) request.extension = this.#extension;
    return request;
  }

  #answered(answer: TokenAnswer): void {
    switch (answer.kind) {
      case "token":
        this.#begin(answer.token);
        break;
      case "pin":
        this.#seat.drop(); // there is none, else nobody would ask
        this.#patch({ link: "ok", phase: { kind: "pin", guestPin: answer.guestPin, wrong: false, checking: false } });
        break;
      case "extension":
        this.#seat.drop();
        this.#patch({ link: "ok", phase: { kind: "extension", wrong: false, checking: false } });
        break;
    }
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
    this.#seat.take(token);
    this.#membership?.close();
    this.#joinedAt = Date.now();
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
      client: this.client,
      token,
      audioOnly: this.state.get().audioOnly,
      tracks: () => this.tracks(),
      onEvent: (name, data) => this.#onEvent(name, data),
      onLink: (link) => {
        if (link === "ok") this.#seat.stopSearch();
        this.#setLink(link);
      },
      onGone: () => this.#rejoin(),
      onLost: () => void this.#move(),
      onAlive: () => void this.#seat.lookAround(),
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
      this.#depart();
      this.#end({ kind: "failed", failure: call.failure.kind, detail: call.failure.detail });
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

  #setLink(link: SessionState["link"]): void {
    if (link === "lost" && this.state.get().link === "ok") this.#lostAt = Date.now();
    this.#patch({ link });
  }

  #onDisconnect(event: { reason?: string; code?: string } | null): void {
    const text = event?.reason ?? "";
    const reason = endReason(text, event?.code);
    if (reason === "elsewhere" && this.#seat.searching) {
      this.#dropStay(); // the answer to our own request is on its way
    } else if (reason === "elsewhere" && this.#seat.askedLately) {
      this.#rejoin(); // our own request was granted after we had given it up
    } else if (reason === "node-stopped" && this.#seat.movable) {
      this.#dropStay();
      this.#move();
    } else if (rejoinsByItself(reason)) {
      this.#rejoin();
    } else {
      this.#end({ kind: "ended", reason, detail: text });
    }
  }

  #dropStay(): void {
    this.#membership?.close();
    this.#membership = null;
  }

  /** The node has let us go: join again with what we know, a few times. */
  #rejoin(): void {
    this.#seat.stopSearch();
    this.#dropStay();
    this.client.token = "";
    if (Date.now() - this.#joinedAt > settled) this.#rejoins = 0;
    if (++this.#rejoins > maxRejoins) {
      this.#end({ kind: "ended", reason: "connection-lost", detail: "" });
    } else if (this.#seat.resumable) {
      this.#setLink("lost");
      void this.#request((request, signal) => this.#seat.askAgain(request, signal));
    } else {
      this.#joinAnew();
    }
  }

  #joinAnew(): void {
    this.#dropStay();
    this.#patch({ phase: { kind: "connecting" } });
    void this.#request((request, signal) => this.#seat.askHere(request, signal));
  }

  /** The seat is looked for elsewhere. What there is of the stay is kept until it is found. */
  #move(): void {
    if (!this.#seat.movable || this.#seat.searching) return;
    this.#setLink("lost");
    void this.#search();
  }

  async #search(): Promise<void> {
    try {
      // A seat that is gone is joined anew, and then it may take the PIN.
      const found = await this.#seat.search({ request: this.#asking(), kept: () => this.#membership !== null });
      if (found === null) this.#end({ kind: "ended", reason: "connection-lost", detail: "" });
      else if (found === "back") this.#membership?.nudge();
      else if (found?.kind === "token") this.#begin(found.token);
      else if (found !== undefined) this.#joinAnew();
    } catch (cause) {
      this.#dropStay();
      this.#refused(cause, undefined);
    }
  }

  /** The meeting goes on under another alias; we bring the one-time token. */
  async #refer(to: { alias: string; token: string }): Promise<void> {
    this.#dropStay();
    this.#seat.rename(to.alias);
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
    await this.#request((request, signal) => this.#seat.askHere({ ...request, oneTimeToken: to.token }, signal));
  }

  #end(phase: Phase): void {
    this.#attempt.abort();
    this.#seat.drop();
    this.#dropStay();
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

// One call: a peer connection and its counterpart on the node. It does not
// recover by itself; session/callkeeper.ts decides that.

import type { ConferenceClient } from "../lib/api/client";
import type { TokenResult } from "../lib/api/wire";
import { addLines, lines, type Transceivers } from "./offer";
import { iceCredentials, markSlides } from "./sdp";

export interface LocalTracks {
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  slides: MediaStreamTrack | null;
}

export interface CallOptions {
  client: ConferenceClient;
  self: string;
  token: TokenResult;
  audioOnly: boolean;
  tracks: LocalTracks;
  onState(state: RTCPeerConnectionState): void;
}

/** Gathering ends at the latest after this, when candidates cannot follow later. */
const gatherLimit = 10_000;

export class MediaCall {
  readonly #options: CallOptions;
  readonly #pc: RTCPeerConnection;
  readonly #life = new AbortController();
  readonly #transceivers: Transceivers;
  readonly #streams = new Map<string, MediaStream>();
  #unsent: RTCIceCandidate[] = [];
  id = "";

  constructor(options: CallOptions) {
    this.#options = options;
    this.#pc = new RTCPeerConnection(configuration(options.token));
    this.#transceivers = addLines(this.#pc, lines(options.audioOnly));
    this.#pc.addEventListener("connectionstatechange", () => {
      if (!this.#life.signal.aborted) options.onState(this.#pc.connectionState);
    });
    this.#pc.addEventListener("icecandidate", (event) => {
      if (event.candidate !== null && event.candidate.candidate !== "") void this.#trickle(event.candidate);
    });
  }

  /** Offers, applies the answer, and lets media flow. */
  async connect(): Promise<void> {
    const { client, self, tracks } = this.#options;
    await this.setTracks(tracks);
    const offer = await this.#offer({});
    const answer = await client.placeCall(self, offer, this.#life.signal);
    this.id = answer.call_uuid;
    await this.#pc.setRemoteDescription({ type: "answer", sdp: answer.sdp });
    await client.ackCall(self, this.id, this.#life.signal);
    const waiting = this.#unsent;
    this.#unsent = [];
    await Promise.allSettled(waiting.map((candidate) => this.#trickle(candidate)));
  }

  /** New candidates and credentials on the same call. */
  async restartIce(): Promise<void> {
    const { client, self } = this.#options;
    const offer = await this.#offer({ iceRestart: true });
    const answer = await client.updateCall(self, this.id, offer, this.#life.signal);
    await this.#pc.setRemoteDescription({ type: "answer", sdp: answer });
  }

  async setTracks(tracks: LocalTracks): Promise<void> {
    const { microphone, camera, slides } = this.#transceivers;
    await Promise.all([
      microphone.sender.replaceTrack(tracks.microphone),
      camera?.sender.replaceTrack(tracks.camera),
      slides?.sender.replaceTrack(tracks.slides),
    ]);
  }

  get carriesVideo(): boolean {
    return this.#transceivers.camera !== null;
  }

  /** What arrives on an m-line, as a stream that stays the same object. */
  stream(mid: string): MediaStream | null {
    const known = this.#streams.get(mid);
    if (known !== undefined) return known;
    const transceiver = this.#transceivers.all.find((t) => t.mid === mid);
    if (transceiver === undefined) return null;
    const stream = new MediaStream([transceiver.receiver.track]);
    this.#streams.set(mid, stream);
    return stream;
  }

  /** The streams of all sound lines. */
  audioStreams(): { mid: string; stream: MediaStream }[] {
    const found: { mid: string; stream: MediaStream }[] = [];
    for (const { mid, receiver } of this.#transceivers.all) {
      const stream = mid !== null && receiver.track.kind === "audio" ? this.stream(mid) : null;
      if (mid !== null && stream !== null) found.push({ mid, stream });
    }
    return found;
  }

  addRemoteCandidate(candidate: RTCIceCandidateInit): void {
    void this.#pc.addIceCandidate(candidate).catch(() => undefined); // a late one of an earlier generation
  }

  stats(): Promise<RTCStatsReport> {
    return this.#pc.getStats();
  }

  close(): void {
    this.#life.abort(new DOMException("call closed", "AbortError"));
    this.#pc.close();
  }

  async #offer(options: RTCOfferOptions): Promise<string> {
    const { token } = this.#options;
    await this.#pc.setLocalDescription(await this.#pc.createOffer(options));
    if (token.trickle_ice_enabled !== true) await gathered(this.#pc, this.#life.signal);
    const sdp = this.#pc.localDescription?.sdp ?? "";
    const mid = this.#transceivers.slides?.mid;
    return typeof mid === "string" ? markSlides(sdp, mid) : sdp;
  }

  async #trickle(candidate: RTCIceCandidate): Promise<void> {
    const { client, self, token } = this.#options;
    if (token.trickle_ice_enabled !== true || this.#life.signal.aborted) return;
    if (this.id === "") {
      this.#unsent.push(candidate);
      return;
    }
    const credentials = iceCredentials(this.#pc.localDescription?.sdp ?? "", candidate.sdpMid);
    if (credentials === null) return;
    const { ufrag, pwd } = credentials;
    const body = { candidate: candidate.candidate, mid: candidate.sdpMid ?? "0", ufrag, pwd };
    // A lost candidate is not worth an error: others, or a restart, remain.
    await client.addCandidate(self, this.id, body, this.#life.signal).catch(() => undefined);
  }
}

function configuration(token: TokenResult): RTCConfiguration {
  const iceServers: RTCIceServer[] = [];
  for (const { url } of token.stun ?? []) iceServers.push({ urls: url });
  for (const { urls, username, credential } of token.turn ?? [])
    iceServers.push({ urls, ...(username === undefined ? {} : { username }), ...(credential === undefined ? {} : { credential }) });
  return {
    iceServers,
    bundlePolicy: "max-bundle",
    iceTransportPolicy: token.use_relay_candidates_only === true ? "relay" : "all",
  };
}

async function gathered(pc: RTCPeerConnection, signal: AbortSignal): Promise<void> {
  if (pc.iceGatheringState === "complete") return;
  await new Promise<void>((resolve) => {
    const done = () => {
      if (pc.iceGatheringState !== "complete" && !signal.aborted) return;
      finish();
    };
    const finish = () => {
      clearTimeout(timer);
      pc.removeEventListener("icegatheringstatechange", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(finish, gatherLimit);
    pc.addEventListener("icegatheringstatechange", done);
    signal.addEventListener("abort", done);
  });
}

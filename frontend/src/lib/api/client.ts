// Requests of the client API. One object per token holder; it keeps no state
// but the token.

import { ApiFailure, failureKind } from "./failure";
import type { Envelope, ExtensionPrompt, PinPrompt, TokenResult, WireCall } from "./wire";

const deadline = 15_000;

export type TokenAnswer =
  | { kind: "token"; token: TokenResult }
  | { kind: "pin"; guestPin: boolean }
  | { kind: "extension" };

export interface TokenRequest {
  displayName: string;
  /** Sent in the header `pin`; the word "none" joins as a guest. */
  pin?: string;
  extension?: string;
  /** One-time token of a refer event. */
  oneTimeToken?: string;
  /** Of the last token: the seat is taken again. */
  resumeKey?: string;
}

export interface Candidate {
  candidate: string;
  mid: string;
  ufrag: string;
  pwd: string;
}

export class ConferenceClient {
  token = "";
  /** The node that is asked; empty: the one that the page comes from. */
  readonly origin: string;
  readonly #base: string;

  constructor(alias: string, origin = "") {
    this.origin = origin;
    this.#base = `${origin}/api/client/v2/conferences/${encodeURIComponent(alias)}`;
  }

  /** Asks for a token once, and waits for the answer as long as is said. */
  async requestToken(request: TokenRequest, signal: AbortSignal, within = deadline): Promise<TokenAnswer> {
    const headers: Record<string, string> = {};
    if (request.pin !== undefined) headers.pin = request.pin;
    const body: Record<string, string> = { display_name: request.displayName };
    if (request.extension !== undefined) body.conference_extension = request.extension;
    if (request.oneTimeToken !== undefined) body.token = request.oneTimeToken;
    if (request.resumeKey !== undefined) body.resume_key = request.resumeKey;
    return tokenAnswer(await this.#exchange("request_token", body, { headers, signal, withToken: false, within }));
  }

  async refreshToken(signal: AbortSignal): Promise<number> {
    const result = (await this.post("refresh_token", {}, signal)) as { token: string; expires: string };
    this.token = result.token;
    return Number(result.expires);
  }

  /** Says goodbye while the page goes away: nothing can be awaited then. */
  releaseByBeacon(): void {
    if (this.token !== "") navigator.sendBeacon(`${this.#base}/release_token?token=${encodeURIComponent(this.token)}`);
  }

  async releaseToken(signal: AbortSignal, within = deadline): Promise<void> {
    await this.post("release_token", {}, signal, within);
    this.token = "";
  }

  eventsUrl(): string {
    return `${this.#base}/events?token=${encodeURIComponent(this.token)}`;
  }

  async placeCall(self: string, sdp: string, signal: AbortSignal): Promise<WireCall> {
    return (await this.post(
      `participants/${self}/calls`,
      { call_type: "WEBRTC", sdp, present: "main", fecc_supported: false },
      signal,
    )) as WireCall;
  }

  async ackCall(self: string, call: string, signal: AbortSignal): Promise<void> {
    await this.post(`participants/${self}/calls/${call}/ack`, {}, signal);
  }

  async updateCall(self: string, call: string, sdp: string, signal: AbortSignal): Promise<string> {
    const result = await this.post(`participants/${self}/calls/${call}/update`, { sdp }, signal);
    return typeof result === "string" ? result : ((result as { sdp?: string } | null)?.sdp ?? "");
  }

  async addCandidate(self: string, call: string, candidate: Candidate, signal: AbortSignal): Promise<void> {
    await this.post(`participants/${self}/calls/${call}/new_candidate`, { ...candidate }, signal);
  }

  async endCall(self: string, call: string, signal: AbortSignal): Promise<void> {
    await this.post(`participants/${self}/calls/${call}/disconnect`, {}, signal);
  }

  /**
   * Whether the node is there. Any answer of its own says so, even that it takes
   * no calls; what a proxy in front of it says does not.
   */
  async answers(signal: AbortSignal, within: number): Promise<boolean> {
    try {
      const response = await fetch(`${this.origin}/api/client/v2/status`, {
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.any([signal, AbortSignal.timeout(within)]),
      });
      return readEnvelope(await response.text()) !== null;
    } catch {
      return false;
    }
  }

  /** Posts with the token and answers the envelope's result. */
  async post(path: string, body: object, signal: AbortSignal, within = deadline): Promise<unknown> {
    const answer = await this.#exchange(path, body, { headers: {}, signal, withToken: true, within });
    if (answer.status !== 200) throw refusal(answer);
    return answer.envelope.result;
  }

  async #exchange(
    path: string,
    body: object,
    options: { headers: Record<string, string>; signal: AbortSignal; withToken: boolean; within: number },
  ): Promise<Answer> {
    const headers: Record<string, string> = { "Content-Type": "application/json", ...options.headers };
    if (options.withToken) headers.token = this.token;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#base}/${path}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        cache: "no-store",
        credentials: "omit",
        signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.within)]),
      });
      text = await response.text();
    } catch (cause) {
      if (options.signal.aborted) throw options.signal.reason;
      throw new ApiFailure("unreachable", 0, cause instanceof Error ? cause.message : String(cause));
    }
    return { status: response.status, envelope: parseEnvelope(text) };
  }
}

export interface Answer {
  status: number;
  envelope: Envelope;
}

/** A body that is no envelope is the word of a proxy in between. */
export function parseEnvelope(text: string): Envelope {
  return readEnvelope(text) ?? { status: "failed", result: text.slice(0, 200) };
}

function readEnvelope(text: string): Envelope | null {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === "object" && value !== null && "status" in value) return value as Envelope;
  } catch {
    // It is none.
  }
  return null;
}

/** Reads the answer to request_token: a token, a prompt, or a refusal. */
export function tokenAnswer(answer: Answer): TokenAnswer {
  const { status, envelope } = answer;
  const result = envelope.result;
  if (envelope.status === "success" && typeof result === "object" && result !== null) {
    if ("token" in result) return { kind: "token", token: result as TokenResult };
    if ("pin" in result) return { kind: "pin", guestPin: (result as PinPrompt).guest_pin === "required" };
    if ("conference_extension" in result && (result as ExtensionPrompt)) return { kind: "extension" };
  }
  throw refusal({ status: status === 200 ? 500 : status, envelope });
}

function refusal({ status, envelope }: Answer): ApiFailure {
  const { result } = envelope;
  const inside = typeof result === "object" && result !== null ? (result as Record<string, unknown>) : {};
  const code = envelope.code ?? (typeof inside.code === "string" ? inside.code : undefined);
  const text =
    typeof result === "string" ? result : typeof inside.message === "string" ? inside.message : "";
  return new ApiFailure(failureKind(status, code, text), status, text);
}

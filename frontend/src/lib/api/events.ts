// The event stream, reopened when it breaks. The node replays nothing: each
// opening begins with a whole picture (participant_sync_begin … _end).

import { eventStreamBackoff, waitFor } from "../backoff";

/** Longest silence before the stream counts as dead; the node pings meanwhile. */
export const silenceLimit = 45_000;

const names = [
  "hello",
  "conference_update",
  "participant_sync_begin",
  "participant_create",
  "participant_update",
  "participant_delete",
  "participant_sync_end",
  "stage",
  "slots",
  "layout",
  "presentation_start",
  "presentation_stop",
  "message_received",
  "knock",
  "call_disconnected",
  "disconnect",
  "refer",
  "refresh_token",
  "splash_screen",
  "new_candidate",
  "ping",
  "bye",
] as const;

export type EventName = (typeof names)[number];

export interface StreamHandlers {
  /** An event; data is its parsed JSON, null when it has none. */
  onEvent(name: EventName, data: unknown): void;
  /** The stream is open. */
  onOpen(): void;
  /** It broke for the n-th time in a row. Answers whether to try again. */
  onBroken(failures: number): Promise<boolean>;
}

export class EventStream {
  readonly #url: () => string;
  readonly #handlers: StreamHandlers;
  #source: EventSource | null = null;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(url: () => string, handlers: StreamHandlers) {
    this.#url = url;
    this.#handlers = handlers;
  }

  open(): void {
    if (this.#closed) return;
    const source = new EventSource(this.#url());
    this.#source = source;
    source.addEventListener("open", () => {
      this.#heard();
      this.#handlers.onOpen();
    });
    for (const name of names) {
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (this.#source !== source) return;
        this.#failures = 0;
        this.#heard();
        this.#handlers.onEvent(name, parse(event.data));
      });
    }
    source.addEventListener("error", () => {
      if (this.#source === source) void this.#broken();
    });
    this.#heard();
  }

  /** Reopens at once, for instance with a new token or when the network is back. */
  reopen(): void {
    this.#drop();
    this.#failures = 0;
    this.open();
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  #drop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => void this.#broken(), silenceLimit);
  }

  async #broken(): Promise<void> {
    this.#drop();
    this.#failures++;
    if (!(await this.#handlers.onBroken(this.#failures)) || this.#closed || this.#source !== null) return;
    this.#timer = setTimeout(() => this.open(), waitFor(eventStreamBackoff, this.#failures, Math.random()));
  }
}

function parse(text: string | undefined): unknown {
  if (text === undefined || text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// What a server goes on telling over a connection: kept up to date, and honest
// about how far it can be trusted; made for useSyncExternalStore.

import { type Backoff, waitFor } from "./backoff";

/**
 * Why a connection is over: it was lost, the session has ended, it goes on with
 * other rights, or the server said why.
 */
export type End = { kind: "lost" } | { kind: "signed-out" } | { kind: "other-rights" } | { kind: "refused"; code: string; message: string; extensions: Record<string, unknown> };

const reconnect: Backoff = { first: 500, step: 1000, limit: 8000 };

/** What a connection tells whoever keeps it open. */
export interface Kept {
  /** Something good came: the next failure is the first. */
  heard: () => void;
  /** It is over and another shall follow. True: at once, since a gap is healed so, unless that did not help just before. */
  again: (why: "lost" | "gap") => boolean;
}

/** Keeps a connection open, later after each failure, until it is ended by the caller or asks for no other. */
export function keepOpen(open: (kept: Kept) => () => void): () => void {
  let stopped = false;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let close: () => void = () => undefined;
  const again = (why: "lost" | "gap") => {
    if (stopped) return false;
    failures++;
    const soon = why === "gap" && failures === 1;
    clearTimeout(timer);
    timer = setTimeout(connect, soon ? 0 : waitFor(reconnect, failures, Math.random()));
    return soon;
  };
  const connect = () => {
    close = open({ heard: () => (failures = 0), again });
  };
  connect();
  return () => {
    stopped = true;
    clearTimeout(timer);
    close();
  };
}

export interface Live<Value> {
  /** Null: nothing has come yet, or it is refused. */
  value: Value | null;
  connection: "connecting" | "live" | "stale" | "signed-out";
  /** What the server said when it refused; null: it did not. */
  refused: string | null;
  /** When something came last, in milliseconds, as of the last change of the others; 0: never. */
  heardAt: number;
}

/** Some messages were missed: what is known is no base for this one. */
export const gap = Symbol("gap");

export interface Source<Value, Message> {
  /** Opens a connection that goes on after what is known. Calls onEnd once, when it is over for whatever reason but being ended by the caller. */
  open: (known: Value | null, onMessage: (message: Message) => void, onEnd: (end: End) => void) => () => void;
  /** What a message makes of what is known; the same when it changes nothing. */
  apply: (known: Value | null, message: Message) => Value | typeof gap;
  /** With other rights the page begins anew, as if signed out. Otherwise it is tried again: what is typed on the page stays. */
  isOverWithOtherRights?: boolean;
}

/**
 * Follows a source while somebody listens: keeps what it has when a connection is
 * lost, says that it is old, and goes on from there. When the server refuses, it
 * is given up and the next connection has everything anew: rights may be gone, or
 * the place in the log. Only a limit says nothing of what is known.
 */
export class LiveStore<Value, Message> {
  private view: Live<Value> = { value: null, connection: "connecting", refused: null, heardAt: 0 };
  private heardAt = 0;
  private readonly listeners = new Set<() => void>();
  private stop: (() => void) | null = null;

  constructor(private readonly source: Source<Value, Message>) {}

  readonly get = (): Live<Value> => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.stop = keepOpen((kept) => this.connect(kept));
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.stop?.();
      this.stop = null;
      // Who comes back is signed in again.
      if (this.view.connection === "signed-out") this.set({ connection: "connecting" });
    };
  };

  private set(change: Partial<Live<Value>>): void {
    const next = { ...this.view, ...change };
    const { value, connection, refused } = this.view;
    if (next.value === value && next.connection === connection && next.refused === refused) return;
    this.view = { ...next, heardAt: this.heardAt };
    for (const listener of Array.from(this.listeners)) listener();
  }

  private connect({ heard, again }: Kept): () => void {
    let over = false;
    const { open, apply, isOverWithOtherRights = false } = this.source;
    const close = open(
      this.view.value,
      (message) => {
        if (over) return;
        const value = apply(this.view.value, message);
        if (value === gap) {
          over = true;
          close();
          // A gap that is healed at once is nothing to show.
          if (!again("gap")) this.set({ connection: "stale" });
          return;
        }
        heard();
        this.heardAt = Date.now();
        this.set({ value, connection: "live", refused: null });
      },
      (end) => {
        if (over) return;
        over = true;
        if (end.kind === "signed-out" || (end.kind === "other-rights" && isOverWithOtherRights)) return this.set({ connection: "signed-out" });
        again("lost");
        if (end.kind !== "refused") return this.set({ connection: "stale", refused: null });
        this.set({ connection: "stale", refused: end.message, ...(end.code !== "LIMIT_EXCEEDED" && { value: null }) });
      },
    );
    return () => {
      over = true;
      close();
    };
  }
}

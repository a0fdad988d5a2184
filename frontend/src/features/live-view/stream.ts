import { createClient } from "graphql-ws";
import { stringifyDocument } from "urql";
import type { LiveViewSubscription as Data } from "../../gql/graphql";
import { type Backoff, waitFor } from "../../lib/backoff";
import { LiveViewSubscription } from "./documents";
import { apply, type LiveState } from "./state";

export type Connection = "connecting" | "live" | "stale" | "signed-out";

/** What the page shows: the state, and how far it can be trusted. */
export interface LiveView {
  state: LiveState | null;
  connection: Connection;
  /** When the last message came, in milliseconds; 0: never. */
  heardAt: number;
}

/** Why a connection is over. */
type End = "lost" | "gap" | "signed-out";

/** A bookmark comes every 5 s at the latest; after this much silence the connection is taken for dead. */
const silence = 12_000;

const reconnect: Backoff = { first: 500, step: 1000, limit: 8000 };

/**
 * Follows the live view: applies deltas, resumes with its own position after a
 * loss, and says when what it shows is old. For useSyncExternalStore.
 */
export class LiveViewStream {
  private view: LiveView = { state: null, connection: "connecting", heardAt: 0 };
  private readonly listeners = new Set<() => void>();
  private stop: (() => void) | null = null;

  readonly get = (): LiveView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.stop = this.run();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) {
        this.stop?.();
        this.stop = null;
      }
    };
  };

  private set(change: Partial<LiveView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }

  private run(): () => void {
    let stopped = false;
    let failures = 0;
    let timer = 0;
    let end: () => void = () => undefined;
    const again = (why: End) => {
      if (stopped) return;
      failures++;
      // The first gap is healed at once and is nothing to show.
      const soon = why === "gap" && failures === 1;
      if (!soon && this.view.connection === "live") this.set({ connection: "stale" });
      window.clearTimeout(timer);
      timer = window.setTimeout(connect, soon ? 0 : waitFor(reconnect, failures, Math.random()));
    };
    const connect = () => {
      end = this.connect(
        () => (failures = 0),
        (why) => (why === "signed-out" ? this.set({ connection: "signed-out" }) : again(why)),
      );
    };
    connect();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      end();
    };
  }

  /** One connection. Calls onEnd once, when it is over for whatever reason but being ended here. */
  private connect(onMessage: () => void, onEnd: (why: End) => void): () => void {
    let over = false;
    let watchdog = 0;
    const url = new URL("/graphql", window.location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    let signedOut = false;
    const client = createClient({
      url: url.href,
      lazy: true,
      retryAttempts: 0,
      on: { closed: (event) => (signedOut ||= [4401, 4403].includes((event as CloseEvent).code)) },
    });
    const finish = (why: End | null) => {
      if (over) return;
      over = true;
      window.clearTimeout(watchdog);
      void client.dispose();
      if (why) onEnd(signedOut ? "signed-out" : why);
    };
    const listen = () => {
      window.clearTimeout(watchdog);
      watchdog = window.setTimeout(() => finish("lost"), silence);
    };
    listen();
    client.subscribe<Data>(
      { query: stringifyDocument(LiveViewSubscription), operationName: "LiveView", variables: { after: this.view.state?.position.toString() ?? null } },
      {
        next: ({ data, errors }) => {
          if (over) return;
          listen();
          if (!data || errors) return finish("lost");
          const applied = apply(this.view.state, data.liveView);
          if (applied.kind === "gap") return finish("gap");
          onMessage();
          this.set({ connection: "live", heardAt: Date.now(), state: applied.kind === "state" ? applied.state : this.view.state });
        },
        error: () => finish("lost"),
        complete: () => finish("lost"),
      },
    );
    return () => finish(null);
  }
}

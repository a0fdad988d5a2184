import { type Backoff, waitFor } from "../../lib/backoff";
import { openSubscription } from "../../ui/admin/subscription";
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
type Ending = "lost" | "gap" | "signed-out";

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
    const again = (why: Ending) => {
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
  private connect(onMessage: () => void, onEnd: (why: Ending) => void): () => void {
    const close = openSubscription(
      LiveViewSubscription,
      "LiveView",
      { after: this.view.state?.position.toString() ?? null },
      ({ liveView }) => {
        const applied = apply(this.view.state, liveView);
        if (applied.kind === "gap") {
          close();
          return onEnd("gap");
        }
        onMessage();
        this.set({ connection: "live", heardAt: Date.now(), state: applied.kind === "state" ? applied.state : this.view.state });
      },
      // With other rights, too, the page begins anew.
      (end) => onEnd(end.kind === "signed-out" || end.kind === "other-rights" ? "signed-out" : "lost"),
    );
    return close;
  }
}

import { type Backoff, waitFor } from "../../lib/backoff";
import { openSubscription } from "../../ui/admin/subscription";
import type { BurstingStatusSubscription } from "../../gql/graphql";
import { BurstingSubscription } from "./documents";

export type Status = BurstingStatusSubscription["burstingStatus"];
export type BurstNode = Status["nodes"][number];
export type BurstLocation = Status["principalLocations"][number];
export type BurstIssue = Status["issues"][number];

export interface BurstingView {
  /** Null: nothing has come yet. */
  status: Status | null;
  connection: "connecting" | "live" | "stale" | "signed-out";
  /** What the server said when it refused; null: it did not. */
  refused: string | null;
}

const reconnect: Backoff = { first: 500, step: 1000, limit: 8000 };

/** The server says something every 15 s at the latest. */
const silence = 25_000;

/** Follows what bursting does; every message is the whole of it. For useSyncExternalStore. */
export class BurstingStream {
  private view: BurstingView = { status: null, connection: "connecting", refused: null };
  private readonly listeners = new Set<() => void>();
  private stop: (() => void) | null = null;

  readonly get = (): BurstingView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.stop = this.run();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size > 0) return;
      this.stop?.();
      this.stop = null;
    };
  };

  private set(view: BurstingView): void {
    this.view = view;
    for (const listener of this.listeners) listener();
  }

  private run(): () => void {
    let stopped = false;
    let failures = 0;
    let timer = 0;
    let end: () => void = () => undefined;
    const connect = () => {
      end = openSubscription(
        BurstingSubscription,
        "BurstingStatus",
        {},
        ({ burstingStatus }) => {
          failures = 0;
          this.set({ status: burstingStatus, connection: "live", refused: null });
        },
        (why) => {
          if (stopped) return;
          if (why.kind === "signed-out") return this.set({ ...this.view, connection: "signed-out" });
          this.set({ ...this.view, connection: "stale", refused: why.kind === "refused" ? why.message : null });
          timer = window.setTimeout(connect, waitFor(reconnect, ++failures, Math.random()));
        },
        silence,
      );
    };
    connect();
    return () => {
      stopped = true;
      window.clearTimeout(timer);
      end();
    };
  }
}

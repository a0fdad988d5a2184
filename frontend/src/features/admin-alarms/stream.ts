import { type Backoff, waitFor } from "../../lib/backoff";
import { openSubscription } from "../../ui/admin/subscription";
import { AlarmsSubscription } from "./documents";
import { type Alarms, apply } from "./state";

export interface AlarmView {
  alarms: Alarms | null;
  connection: "connecting" | "live" | "stale" | "signed-out";
}

const reconnect: Backoff = { first: 500, step: 1000, limit: 8000 };

/** Follows the alarms, and goes on where it was after a loss. For useSyncExternalStore. */
export class AlarmStream {
  private view: AlarmView = { alarms: null, connection: "connecting" };
  private readonly listeners = new Set<() => void>();
  private stop: (() => void) | null = null;

  readonly get = (): AlarmView => this.view;

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

  private set(view: AlarmView): void {
    if (view.alarms === this.view.alarms && view.connection === this.view.connection) return;
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
        AlarmsSubscription,
        "Alarms",
        { after: this.view.alarms?.position ?? null },
        ({ alarms }) => {
          failures = 0;
          this.set({ alarms: apply(this.view.alarms, alarms), connection: "live" });
        },
        (why) => {
          if (stopped) return;
          if (why.kind === "signed-out") return this.set({ ...this.view, connection: "signed-out" });
          // With other rights it is tried again, too: what is typed on the page that is open stays.
          // A place that the server does not know is given up: everything comes anew.
          this.set({ alarms: why.kind === "refused" ? null : this.view.alarms, connection: "stale" });
          timer = window.setTimeout(connect, waitFor(reconnect, ++failures, Math.random()));
        },
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

import type { Client } from "urql";
import type { EventFilter, EventTailSubscription as Data } from "../../gql/graphql";
import { type End, type Kept, keepOpen } from "../../lib/live";
import { openSubscription } from "../../ui/admin/subscription";
import { EventsQuery, EventTailSubscription } from "./documents";
import { append, arrive, limit, type Row, type Rows } from "./rows";

export type Connection = "connecting" | "live" | "stale" | "paused" | "signed-out" | "refused";

/** A bookmark that is no good any more, or another thing that the server says no to. */
export interface Refused {
  code: string;
  message: string;
  /** For an expired bookmark: where the log is whole again. */
  oldestPosition: string | null;
}

export interface Tail {
  rows: Rows;
  connection: Connection;
  /** Everything up to here that passes the filter was shown. */
  position: string | null;
  /** Reading what followed a bookmark was paused, since the page is full. */
  full: boolean;
  refused: Refused | null;
  /** The first page: null while it is on its way. */
  page: "loading" | "there" | { error: Error };
  /** What asks for older events; null when there are none. */
  older: string | null;
  loadingOlder: boolean;
}

/** Arrivals are shown together, that often, in milliseconds. */
const pace = 100;
const pageSize = 50;
/** Pages without a hit that are looked at for one press of the button. */
const patience = 5;

/**
 * Follows the log without a gap: a subscription first tells where the end is,
 * the newest page comes after that, and whenever the subscription is lost or
 * paused it goes on after the last position. For useSyncExternalStore.
 */
export class LogTail {
  private tail: Tail;
  private readonly listeners = new Set<() => void>();
  private stopRun: (() => void) | null = null;
  private arrived: Row[] = [];
  /** Events that came since the bookmark or the last resumption, until the end was reached. */
  private behind = 0;
  private caughtUp = false;

  constructor(
    private readonly client: Client,
    private readonly filter: EventFilter | null,
    /** A bookmark to begin after; null: with the newest page. */
    private readonly after: string | null,
  ) {
    this.tail = beginning(after);
  }

  readonly get = (): Tail => this.tail;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1 && this.tail.connection !== "paused") this.stopRun = this.run();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    };
  };

  readonly pause = (): void => {
    this.stop();
    this.set({ connection: "paused" });
  };

  readonly resume = (): void => {
    this.stop();
    this.behind = 0;
    this.caughtUp = false;
    this.set({ connection: "connecting", full: false, refused: null });
    this.stopRun = this.run();
  };

  /** Begins anew, as if the page had just been opened. */
  readonly restart = (): void => {
    this.stop();
    this.arrived = [];
    this.set(beginning(this.after));
    this.resume();
  };

  /** Asks for the first page again, after it failed. */
  readonly retry = (): void => {
    this.set({ page: "loading" });
    void this.loadOlder();
  };

  /** Shows older events. A page may be empty although more follows: then it looks further. */
  readonly loadOlder = async (): Promise<void> => {
    if (this.tail.loadingOlder) return;
    // Arrivals would push out what is asked for here.
    if (this.tail.rows.list.length + pageSize > limit) this.pause();
    this.set({ loadingOlder: true });
    let found = 0;
    for (let tries = 0; tries < patience && found === 0; tries++) {
      const variables = { first: pageSize, after: this.tail.older, filter: this.filter };
      const { data, error } = await this.client.query(EventsQuery, variables, { requestPolicy: "network-only" }).toPromise();
      if (!data) {
        this.set({ loadingOlder: false, page: { error: error ?? new Error("The answer was empty.") } });
        return;
      }
      const { nodes, pageInfo } = data.events;
      found = nodes.length;
      const older = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
      this.set({ rows: append(this.tail.rows, nodes), older, page: "there" });
      if (older === null) break;
    }
    this.set({ loadingOlder: false });
  };

  private set(change: Partial<Tail>): void {
    this.tail = { ...this.tail, ...change };
    for (const listener of this.listeners) listener();
  }

  private stop(): void {
    this.stopRun?.();
    this.stopRun = null;
  }

  private run(): () => void {
    const flush = setInterval(() => this.flush(), pace);
    const close = keepOpen((kept) => this.connect(kept));
    return () => {
      clearInterval(flush);
      close();
      this.flush();
    };
  }

  private connect({ heard, again }: Kept): () => void {
    const onData = (data: Data) => {
      heard();
      this.take(data.events);
    };
    const onEnd = (end: End) => {
      this.flush();
      // With other rights, too, the page begins anew.
      if (end.kind === "signed-out" || end.kind === "other-rights") return this.set({ connection: "signed-out" });
      if (end.kind === "refused") return this.set({ connection: "refused", refused: refusedOf(end) });
      again("lost");
      this.set({ connection: "stale" });
    };
    return openSubscription(EventTailSubscription, "EventTail", { after: this.tail.position, filter: this.filter }, onData, onEnd);
  }

  private take(message: Data["events"]): void {
    const first = this.tail.position === null;
    if (message.__typename === "Event") {
      this.arrived.push(message);
      if (!this.caughtUp) this.behind++;
    } else this.caughtUp ||= message.caughtUp;
    this.tail = { ...this.tail, position: message.position };
    // What the first message tells is older than every page that is asked for now.
    if (first) void this.loadOlder();
    // Reading the past must not drop what nobody has seen yet.
    if (this.after !== null && this.behind >= limit) {
      this.stop();
      this.set({ connection: "paused", full: true });
    } else if (this.tail.connection !== "live" || message.__typename === "EventBookmark") this.set({ connection: "live" });
  }

  private flush(): void {
    if (this.arrived.length === 0) return;
    const arrived = this.arrived;
    this.arrived = [];
    const rows = arrive(this.tail.rows, arrived);
    // Once events at the old end are gone, older ones would leave a gap.
    this.set({ rows, older: rows.trimmed ? null : this.tail.older });
  }
}

function beginning(after: string | null): Tail {
  return {
    rows: { list: [], trimmed: false },
    connection: "connecting",
    position: after,
    full: false,
    refused: null,
    page: after === null ? "loading" : "there",
    older: null,
    loadingOlder: false,
  };
}

function refusedOf(end: Extract<End, { kind: "refused" }>): Refused {
  const oldest = end.extensions["oldestPosition"];
  return { code: end.code, message: end.message, oldestPosition: typeof oldest === "string" ? oldest : null };
}

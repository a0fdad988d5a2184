// Where one may arrive: the nodes of a deployment by location, the nearest
// location, and where to go when a node is lost.

/** A location: its nodes' addresses, in the order to try. */
export interface Place {
  id: string;
  nodes: readonly string[];
}

/** Longest wait for the list, and for the answer of a node. */
const patience = 1000;
/** Locations that are measured at a time. */
const parallel = 4;
/** Another location has to be nearer by this many milliseconds, or it is not worth it. */
export const worthwhile = 20;

export interface DirectoryOptions {
  /** Where the page comes from. */
  home: string;
  fetch?: typeof fetch;
  now?: () => number;
  /** Keeps what was measured for the session; null: nothing does. */
  memory?: Pick<Storage, "getItem" | "setItem"> | null;
}

const memoryKey = "parley.places";

export class Directory {
  readonly #home: string;
  readonly #fetch: typeof fetch;
  readonly #now: () => number;
  readonly #memory: Pick<Storage, "getItem" | "setItem"> | null;
  #places: readonly Place[] = [];
  #delays = new Map<string, number>();
  #ready: Promise<void> | null = null;

  constructor(options: DirectoryOptions) {
    this.#home = options.home;
    this.#fetch = options.fetch ?? ((...args) => fetch(...args));
    this.#now = options.now ?? (() => performance.now());
    this.#memory = options.memory ?? null;
  }

  /** Asks and measures, once; what fails leaves the page's own node. */
  prepare(): Promise<void> {
    this.#ready ??= this.#measure();
    return this.#ready;
  }

  /** The list again: nodes come and go. */
  async refresh(from: string): Promise<void> {
    const places = await this.#ask(from);
    if (places.length > 0) this.#places = places;
  }

  /** The node to join at. */
  nearest(): string {
    const own = this.#places[0];
    const ownDelay = own === undefined ? undefined : this.#delays.get(own.id);
    let best = own;
    let bestDelay = ownDelay === undefined ? Number.POSITIVE_INFINITY : ownDelay - worthwhile;
    // Whether the own location is far is known only when it was measured.
    if (own === undefined || ownDelay === undefined) return this.#home;
    for (const place of this.#places.slice(1)) {
      const delay = this.#delays.get(place.id);
      if (delay !== undefined && delay < bestDelay) {
        best = place;
        bestDelay = delay;
      }
    }
    return best === own ? this.#home : (best?.nodes[0] ?? this.#home);
  }

  /** Where to go when a node is lost: its location first, then the nearest others. */
  others(lost: string): string[] {
    const own = this.#places.find((place) => place.nodes.includes(lost)) ?? (lost === this.#home ? this.#places[0] : undefined);
    const delay = (place: Place) => (place === own ? -1 : (this.#delays.get(place.id) ?? Number.POSITIVE_INFINITY));
    // Equal ones keep the order of the node that told them.
    const sorted = this.#places.toSorted((a, b) => (delay(a) === delay(b) ? 0 : delay(a) - delay(b)));
    // Two more of the own location, then one of each other before the second of
    // any: a location may be lost as a whole.
    const near = (own?.nodes ?? []).filter((node) => node !== lost);
    const list = near.slice(0, 2);
    const rest = sorted.filter((place) => place !== own);
    for (let i = 0; rest.some((place) => i < place.nodes.length); i++)
      for (const place of rest) if (place.nodes[i] !== undefined) list.push(place.nodes[i] as string);
    list.push(...near.slice(2), this.#home);
    return Array.from(new Set(list)).filter((node) => node !== lost);
  }

  async #measure(): Promise<void> {
    if (this.#recall()) return;
    this.#places = await this.#ask(this.#home);
    if (this.#places.length > 1) {
      const waiting = this.#places.map((place, i) => ({ place, node: i === 0 ? this.#home : place.nodes[0] }));
      const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const delay = next.node === undefined ? null : await this.#probe(next.node);
          if (delay !== null) this.#delays.set(next.place.id, delay);
        }
      };
      await Promise.all(Array.from({ length: parallel }, work));
    }
    this.#remember();
  }

  async #ask(origin: string): Promise<readonly Place[]> {
    try {
      const answer = await this.#get(`${origin}/api/client/v2/nodes`);
      return readPlaces(await answer.json());
    } catch {
      return [];
    }
  }

  /** Milliseconds to a node and back, of the second of two requests: the first one connects. */
  async #probe(node: string): Promise<number | null> {
    try {
      const url = `${node}/api/client/v2/status`;
      if (!(await this.#get(url)).ok) return null;
      const began = this.#now();
      return (await this.#get(url)).ok ? this.#now() - began : null;
    } catch {
      return null;
    }
  }

  #get(url: string): Promise<Response> {
    return this.#fetch(url, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patience) });
  }

  #recall(): boolean {
    try {
      const kept = JSON.parse(this.#memory?.getItem(memoryKey) ?? "null") as { home: string; places: unknown; delays: [string, number][] } | null;
      if (kept === null || kept.home !== this.#home) return false;
      this.#places = readPlaces({ result: { locations: kept.places } });
      this.#delays = new Map(kept.delays);
      return this.#places.length > 0;
    } catch {
      return false;
    }
  }

  #remember(): void {
    try {
      this.#memory?.setItem(memoryKey, JSON.stringify({ home: this.#home, places: this.#places, delays: Array.from(this.#delays) }));
    } catch {
      // Storage is full or forbidden: it is measured again.
    }
  }
}

/** Reads the answer; anything odd is left out. */
function readPlaces(answer: unknown): Place[] {
  const list = (answer as { result?: { locations?: unknown } } | null)?.result?.locations;
  if (!Array.isArray(list)) return [];
  const found: Place[] = [];
  for (const entry of list as unknown[]) {
    const { id, nodes } = (entry ?? {}) as { id?: unknown; nodes?: unknown };
    if (typeof id !== "string" || !Array.isArray(nodes)) continue;
    const usable = nodes.filter((node): node is string => typeof node === "string" && /^https?:\/\/[^/\s]+$/.test(node));
    if (usable.length > 0) found.push({ id, nodes: usable });
  }
  return found;
}

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
  /** The location of the page's own node. */
  #own = "";
  /** Of every node that was ever told: one that is lost is told no more. */
  readonly #locations = new Map<string, string>();
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
    const told = await this.#ask(from);
    if (told.places.length > 0) this.#learn(told.places);
  }

  /** Where to join, best first: the nearest node, the page's own, then where one would go if that is lost. */
  arrivals(): string[] {
    return Array.from(new Set([this.#nearest(), this.#home, ...this.others(this.#home)]));
  }

  #nearest(): string {
    const own = this.#delays.get(this.#own);
    // Whether the own location is far is known only when it was measured.
    if (own === undefined) return this.#home;
    let best: Place | undefined;
    let bestDelay = own - worthwhile;
    for (const place of this.#places) {
      const delay = this.#delays.get(place.id);
      if (place.id !== this.#own && delay !== undefined && delay < bestDelay) {
        best = place;
        bestDelay = delay;
      }
    }
    return best?.nodes[0] ?? this.#home;
  }

  /** Where to go when a node is lost: its location first, then the nearest others. */
  others(lost: string): string[] {
    const location = this.#locations.get(lost) ?? (lost === this.#home ? this.#own : "");
    const delay = (place: Place) => this.#delays.get(place.id) ?? Number.POSITIVE_INFINITY;
    // Equal ones keep the order of the node that told them.
    const rest = this.#places.filter((place) => place.id !== location).toSorted((a, b) => (delay(a) === delay(b) ? 0 : delay(a) - delay(b)));
    // Two more of the own location, then one of each other before the second of
    // any: a location may be lost as a whole.
    const near = this.#places.find((place) => place.id === location)?.nodes.filter((node) => node !== lost) ?? [];
    const list = near.slice(0, 2);
    for (let i = 0; rest.some((place) => i < place.nodes.length); i++)
      for (const place of rest) if (place.nodes[i] !== undefined) list.push(place.nodes[i] as string);
    list.push(...near.slice(2), this.#home);
    return Array.from(new Set(list)).filter((node) => node !== lost);
  }

  #learn(places: readonly Place[]): void {
    this.#places = places;
    for (const { id, nodes } of places) for (const node of nodes) this.#locations.set(node, id);
  }

  async #measure(): Promise<void> {
    if (this.#recall()) return;
    const told = await this.#ask(this.#home);
    // A node of before names no location of its own: it begins with it.
    this.#own = told.own ?? told.places[0]?.id ?? "";
    this.#learn(told.places);
    const others = told.places.filter((place) => place.id !== this.#own);
    if (others.length > 0) {
      const waiting = [{ id: this.#own, node: this.#home }, ...others.map(({ id, nodes }) => ({ id, node: nodes[0] as string }))];
      const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const delay = await this.#probe(next.node);
          if (delay !== null) this.#delays.set(next.id, delay);
        }
      };
      await Promise.all(Array.from({ length: parallel }, work));
    }
    this.#remember();
  }

  async #ask(origin: string): Promise<Told> {
    try {
      const answer = await this.#get(`${origin}/api/client/v2/nodes`);
      return this.#read(await answer.json());
    } catch {
      return { own: null, places: [] };
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
      const kept = JSON.parse(this.#memory?.getItem(memoryKey) ?? "null") as Kept | null;
      if (kept === null || kept.home !== this.#home) return false;
      const { own, places } = this.#read({ result: { location: kept.own, locations: kept.places } });
      if (own === null || places.length === 0) return false;
      this.#own = own;
      this.#learn(places);
      this.#delays = new Map(kept.delays);
      return true;
    } catch {
      return false;
    }
  }

  #remember(): void {
    const kept: Kept = { home: this.#home, own: this.#own, places: this.#places, delays: Array.from(this.#delays) };
    try {
      this.#memory?.setItem(memoryKey, JSON.stringify(kept));
    } catch {
      // Storage is full or forbidden: it is measured again.
    }
  }

  /** Reads the answer; anything odd is left out. */
  #read(answer: unknown): Told {
    const { location, locations } = ((answer as { result?: unknown } | null)?.result ?? {}) as { location?: unknown; locations?: unknown };
    const places: Place[] = [];
    for (const entry of Array.isArray(locations) ? (locations as unknown[]) : []) {
      const { id, nodes } = (entry ?? {}) as { id?: unknown; nodes?: unknown };
      if (typeof id !== "string" || !Array.isArray(nodes)) continue;
      const usable = nodes.filter((node): node is string => typeof node === "string" && leads(this.#home, node));
      if (usable.length > 0) places.push({ id, nodes: usable });
    }
    return { own: typeof location === "string" ? location : null, places };
  }
}

interface Told {
  /** The location of the node that was asked; null: it did not say. */
  own: string | null;
  places: Place[];
}

interface Kept {
  home: string;
  own: string;
  places: readonly Place[];
  delays: [string, number][];
}

/**
 * Whether a page from home gets to a node there. A loopback address leads to the
 * reader's own machine, and whatever runs on it must not be told a PIN; without
 * TLS nothing leaves a page that came with it.
 */
function leads(home: string, node: string): boolean {
  if (!/^https?:\/\/[^/\s]+$/.test(node) || !URL.canParse(node)) return false;
  const [from, to] = [new URL(home), new URL(node)];
  if (isLoopback(to.hostname) && !isLoopback(from.hostname)) return false;
  return to.protocol === "https:" || from.protocol !== "https:";
}

function isLoopback(host: string): boolean {
  return /^(127\.[\d.]+|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]+\]|([^.]+\.)*localhost\.?)$/i.test(host);
}

const width = 128;

interface Identified {
  readonly id: string;
}

type Buckets<T> = readonly (ReadonlyMap<string, T> | undefined)[];

/**
 * An unchangeable map by id whose changed copies are cheap: a change copies the
 * buckets that it touches and leaves the others shared, so that a small delta
 * costs little however large the deployment is.
 */
export class Table<T extends Identified> {
  private constructor(
    private readonly buckets: Buckets<T>,
    readonly size: number,
  ) {}

  static of<T extends Identified>(items: Iterable<T> = []): Table<T> {
    return new Table<T>(Array.from({ length: width }), 0).with(items);
  }

  get(id: string): T | undefined {
    return this.buckets[bucketOf(id)]?.get(id);
  }

  has(id: string): boolean {
    return this.get(id) !== undefined;
  }

  *values(): IterableIterator<T> {
    for (const bucket of this.buckets) if (bucket) yield* bucket.values();
  }

  /** A table with these put in and those taken out; this one when nothing changes. */
  with(put: Iterable<T>, removed: Iterable<string> = []): Table<T> {
    const own = new Map<number, Map<string, T>>();
    let size = this.size;
    const bucket = (id: string) => {
      const n = bucketOf(id);
      const mine = own.get(n) ?? new Map(this.buckets[n]);
      own.set(n, mine);
      return mine;
    };
    for (const id of removed) {
      if (this.has(id) && bucket(id).delete(id)) size--;
    }
    for (const item of put) {
      const into = bucket(item.id);
      if (!into.has(item.id)) size++;
      into.set(item.id, item);
    }
    if (own.size === 0) return this;
    return new Table(
      this.buckets.map((old, n) => own.get(n) ?? old),
      size,
    );
  }
}

/** FNV-1a over the characters. */
function bucketOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % width;
}

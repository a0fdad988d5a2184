import type { Table } from "./table";

/** The things that belong to one other thing, in a lasting order. */
export interface Group<T> {
  /** What they belong to. */
  id: string;
  items: readonly T[];
}

/** Regroups after changes. Groups that no change concerns keep their identity. */
export class Regrouping<T extends { id: string }> {
  private readonly touched = new Map<string, Map<string, T>>();

  constructor(
    private readonly groups: Table<Group<T>>,
    private readonly order: (a: T, b: T) => number,
  ) {}

  drop(group: string, id: string): void {
    this.own(group).delete(id);
  }

  put(group: string, item: T): void {
    this.own(group).set(item.id, item);
  }

  done(): Table<Group<T>> {
    const changed: Group<T>[] = [];
    const empty: string[] = [];
    for (const [id, items] of this.touched) {
      if (items.size === 0) empty.push(id);
      else changed.push({ id, items: [...items.values()].toSorted(this.order) });
    }
    return this.groups.with(changed, empty);
  }

  private own(group: string): Map<string, T> {
    const mine = this.touched.get(group) ?? new Map(this.groups.get(group)?.items.map((item) => [item.id, item]));
    this.touched.set(group, mine);
    return mine;
  }
}

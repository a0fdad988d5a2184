import type { EventRowFragment } from "../../gql/graphql";

/** An event of the list. */
export interface Row extends EventRowFragment {
  /** It came with the last arrivals. */
  isNew?: boolean;
}

/** As many events as the page keeps. */
export const limit = 500;

/** What the list holds, newest first. */
export interface Rows {
  list: readonly Row[];
  /** Events at the old end went away, to make room for new ones. */
  trimmed: boolean;
}

/** Puts what has just arrived, in the order of the log, before what is there. An event that is known does not come twice. */
export function arrive(rows: Rows, arrived: readonly Row[]): Rows {
  const known = new Set(rows.list.map((r) => r.position));
  const fresh = arrived.filter((r) => !known.has(r.position)).map((r) => ({ ...r, isNew: true }));
  if (fresh.length === 0) return rows;
  const list = [...fresh.toReversed(), ...rows.list.map((r) => (r.isNew ? { ...r, isNew: false } : r))];
  return { list: list.slice(0, limit), trimmed: rows.trimmed || list.length > limit };
}

/**
 * Adds a page of older events. The first one may have events, too, that the
 * subscription has yet to bring: all stand in the order of the log.
 */
export function append(rows: Rows, page: readonly Row[]): Rows {
  const known = new Set(rows.list.map((r) => r.position));
  const list = [...rows.list, ...page.filter((r) => !known.has(r.position))];
  return { list: list.toSorted((a, b) => Number(BigInt(b.position) - BigInt(a.position))), trimmed: rows.trimmed };
}

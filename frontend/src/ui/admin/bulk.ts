import type { Refusal } from "./refusals";

export interface Named {
  id: string;
  name: string;
}

/** What became of one of many. */
export interface BulkResult {
  id: string;
  userErrors: readonly Refusal[];
}

/** A number of things, for example "1 node" or "3 nodes". */
export const counted = (n: number, what: string): string => `${n} ${n === 1 ? what : `${what}s`}`;

/** One line for each that was refused. */
export function refusedOf(results: readonly BulkResult[], chosen: readonly Named[]): string[] {
  const names = new Map(chosen.map((c) => [c.id, c.name]));
  return results.flatMap((r) => r.userErrors.slice(0, 1).map((e) => `${names.get(r.id) ?? "Another one"}: ${e.message}`));
}

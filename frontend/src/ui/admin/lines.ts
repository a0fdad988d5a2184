import type { Refusal } from "./refusals";

/** A list that is written with one entry a line. */
export function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Puts refusals of single entries, such as ["typePrefixes", "1"], beside the field that they are written in. */
export function atField(refusals: readonly Refusal[] | undefined, fields: readonly string[]): Refusal[] | undefined {
  return refusals?.map((r) => (r.field?.[0] && fields.includes(r.field[0]) ? { ...r, field: [r.field[0]] } : r));
}

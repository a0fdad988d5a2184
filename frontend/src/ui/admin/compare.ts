/** A value that differs between what is in the form and what is saved. */
export interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

/** How a field is called, and how its values read when they are not text. */
export type Labels<V> = { [K in keyof V]?: string | { label: string; show: (value: V[K]) => string } };

/** Compares two sets of form values by label. Values that have no label (secrets) are left out. */
export function compare<V extends object>(mine: V, theirs: V, labels: Labels<V>): Difference[] {
  const found: Difference[] = [];
  for (const key of Object.keys(labels) as (keyof V)[]) {
    const entry = labels[key];
    if (entry === undefined) continue;
    const { label, show } = typeof entry === "string" ? { label: entry, show: plain } : entry;
    const [a, b] = [show(mine[key]), show(theirs[key])];
    if (a !== b) found.push({ label, mine: a, theirs: b });
  }
  return found;
}

function plain(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.map((v) => (typeof v === "object" && v !== null ? Object.values(v).filter(Boolean).join(" – ") : String(v))).join(", ");
  return String(value ?? "");
}

/** A value that differs between what is in the form and what is saved. */
export interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

/** What a form knows of a secret, which nobody is shown: whether one is saved, and what is to become of it. */
export interface Secret {
  isSaved: boolean;
  isTyped: boolean;
  isCleared?: boolean;
}

type Label<V, T> =
  | string
  // How its values read when they are not text; whether two are the same, unless they read alike; and whether there is a part of them that nobody is shown.
  | { label: string; show: (value: T) => string; same?: (a: T, b: T) => boolean; hides?: (value: T) => boolean }
  | { label: string; secret: (all: V) => Secret };

/** How a field is called, and how its values read. */
export type Labels<V> = { [K in keyof V]?: Label<V, V[K]> };

/** Compares two sets of form values by label. Values that have no label are left out. */
export function compare<V extends object>(mine: V, theirs: V, labels: Labels<V>): Difference[] {
  const found: Difference[] = [];
  for (const key of Object.keys(labels) as (keyof V)[]) {
    const entry = labels[key];
    if (entry === undefined) continue;
    if (typeof entry === "object" && "secret" in entry) {
      const words = differ(entry.secret(mine), entry.secret(theirs));
      if (words) found.push({ label: entry.label, ...words });
      continue;
    }
    const { label, show, same } = typeof entry === "string" ? { label: entry, show: plain, same: undefined } : entry;
    const [a, b] = [show(mine[key]), show(theirs[key])];
    if (same ? !same(mine[key], theirs[key]) : a !== b) found.push({ label, mine: a, theirs: b });
  }
  return found;
}

/** Whether a saved version holds something that nobody is shown: then another version may differ although nothing says so. */
export function hides<V extends object>(saved: V, labels: Labels<V>): boolean {
  return (Object.keys(labels) as (keyof V)[]).some((key) => {
    const entry = labels[key];
    if (typeof entry !== "object") return false;
    return "secret" in entry ? entry.secret(saved).isSaved : (entry.hides?.(saved[key]) ?? false);
  });
}

function differ(mine: Secret, theirs: Secret): { mine: string; theirs: string } | null {
  const saved = theirs.isSaved ? "one is set" : "none";
  if (mine.isCleared) return theirs.isSaved ? { mine: "removed", theirs: saved } : null;
  if (mine.isTyped) return { mine: "a new one", theirs: saved };
  return mine.isSaved === theirs.isSaved ? null : { mine: "as saved", theirs: saved };
}

function plain(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.map((v) => (typeof v === "object" && v !== null ? Object.values(v).filter(Boolean).join(" – ") : String(v))).join(", ");
  return String(value ?? "");
}

import { formatTime } from "../../ui/admin/time";

export interface Change {
  path: readonly string[];
  before?: unknown;
  after?: unknown;
  secret: boolean;
}

/** One line of a comparison: what the value is called, and both versions in words. */
export interface Comparison {
  key: string;
  label: string;
  before: string;
  after: string;
  /** Both versions stay hidden. */
  secret: boolean;
}

/** What words that are written together in the events mean to people. */
const words: Readonly<Record<string, string>> = {
  dns: "DNS",
  id: "identifier",
  mtu: "MTU",
  ntp: "NTP",
  pin: "PIN",
  tls: "TLS",
  turn: "TURN",
  stun: "STUN",
  url: "URL",
  hd: "HD",
};

/** A path into an object as a person would name the field: ["settings", "hostPin"] is "Host PIN". */
export function labelOf(path: readonly string[]): string {
  const steps = path[0] === "settings" && path.length > 1 ? path.slice(1) : path;
  const label = steps.map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : apart(step))).join(", ");
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function apart(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .split(/[\s_-]+/)
    .map((word) => words[word.toLowerCase()] ?? word.toLowerCase())
    .join(" ");
}

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** A value in words. */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined) return "not set";
  if (value === "") return "empty";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return timestamp.test(value) ? formatTime(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(entryWords).join("\n");
  return JSON.stringify(value);
}

/** An entry of a list: its values, one after the other, without their names. */
function entryWords(entry: unknown): string {
  if (typeof entry !== "object" || entry === null) return valueWords(entry);
  return Object.values(entry)
    .filter((v) => v !== "" && v !== null)
    .map((v) => (typeof v === "object" ? JSON.stringify(v) : String(v)))
    .join(" – ");
}

/** The comparison, with what is secret hidden and what was never set shown as such. */
export function comparison(changes: readonly Change[]): Comparison[] {
  return changes.map(({ path, before, after, secret }) => ({
    key: path.join("."),
    label: labelOf(path),
    before: secret ? "" : valueWords(before),
    after: secret ? "" : valueWords(after),
    secret,
  }));
}

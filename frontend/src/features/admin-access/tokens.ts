/** What a token's end means to whoever looks after it. */
export type Standing = "valid" | "soon" | "expired" | "revoked";

/** A token that ends within this many days is to be replaced. */
const soonDays = 14;
const day = 24 * 60 * 60 * 1000;

export function standing(token: { state: string; expiresAt?: string | null | undefined }, now: number): Standing {
  if (token.state === "REVOKED") return "revoked";
  if (token.state === "EXPIRED") return "expired";
  if (!token.expiresAt) return "valid";
  const left = Date.parse(token.expiresAt) - now;
  if (left <= 0) return "expired";
  return left < soonDays * day ? "soon" : "valid";
}

/** The ends that a new token can have, in days; empty: never. */
export const lives = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "", label: "Never" },
];

export function endOf(life: string, now: number): string | null {
  return life === "" ? null : new Date(now + Number(life) * day).toISOString();
}

import { formatCount, lagWords } from "../../ui/admin/lag";

export interface Fares {
  enabled: boolean;
  lag?: string | null | undefined;
  pending: number;
  parked: number;
  failingSince?: string | null | undefined;
  pausedUntil?: string | null | undefined;
  replay?: unknown;
}

export type Health = "off" | "failing" | "parked" | "silent" | "replaying" | "behind" | "well";

/** How a webhook fares: the worst that can be said of it. */
export function healthOf(w: Fares): Health {
  if (!w.enabled) return "off";
  if (w.failingSince) return "failing";
  if (w.parked > 0) return "parked";
  if (w.pausedUntil) return "silent";
  if (w.replay) return "replaying";
  if (w.pending > 0 || Number(w.lag ?? 0) > 0) return "behind";
  return "well";
}

export const healthWords: Readonly<Record<Health, string>> = {
  off: "Disabled",
  failing: "Failing",
  parked: "Parked events",
  silent: "Asked to wait",
  replaying: "Replaying",
  behind: "Delivering",
  well: "All delivered",
};

/** What is still to be delivered, in words. */
export function openWords(w: Fares): string {
  const parts = [lagWords(w.lag)];
  if (w.pending > 0) parts.push(`${formatCount(w.pending)} waiting`);
  if (w.parked > 0) parts.push(`${formatCount(w.parked)} parked`);
  return parts.join(", ");
}

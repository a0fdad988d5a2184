import type { EventFilter } from "../../gql/graphql";
import { searchText } from "../../ui/admin/searchText";

/** What the address of the page says about what it shows. */
export interface LogSearch {
  /** Types that begin with this. */
  type?: string | undefined;
  /** Streams that begin with this. */
  stream?: string | undefined;
  /** A bookmark: the events after this position, instead of the newest. */
  after?: string | undefined;
  /** The position of the event whose details are open. */
  event?: string | undefined;
}

/** Reads the address; what it does not know is left out. */
export function logSearch(raw: Record<string, unknown>): LogSearch {
  const read: LogSearch = {};
  for (const key of ["type", "stream", "after", "event"] as const) read[key] = searchText(raw[key]);
  if (!isPosition(read.after ?? "")) read.after = undefined;
  if (!isPosition(read.event ?? "")) read.event = undefined;
  return read;
}

/** A place in the log is a decimal number of at most 64 bits. */
export const isPosition = (text: string): boolean => /^\d{1,20}$/.test(text);

/** The API's filter; null when everything is shown. */
export function eventFilter({ type, stream }: LogSearch): EventFilter | null {
  if (!type && !stream) return null;
  return { ...(type ? { typePrefixes: [type] } : {}), ...(stream ? { streamPrefixes: [stream] } : {}) };
}

/** What the types and the streams of the platform begin with. */
export const typePrefixes = ["administrator.", "burstschedule.", "certificate.", "claim.", "cloudaccount.", "conference.", "device.", "dialout.", "location.", "node.", "rule.", "service.", "settings.", "token.", "webhook."];
export const streamPrefixes = ["admin-", "certificate-", "claim-", "conference-", "device-", "dialout-", "integration-", "location-", "node-", "rule-", "service-", "settings", "token-", "webhook-"];

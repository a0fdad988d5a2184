import { createContext, use, useSyncExternalStore } from "react";
import type { AlarmStream, AlarmView } from "./stream";

/** One stream for a session's whole interface: the header counts what the page lists. */
export const AlarmContext = createContext<AlarmStream | null>(null);

export function useAlarms(): AlarmView {
  const stream = use(AlarmContext);
  if (stream === null) throw new Error("useAlarms outside of a session");
  return useSyncExternalStore(stream.subscribe, stream.get);
}

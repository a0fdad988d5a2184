import { createContext, use, useSyncExternalStore } from "react";
import type { AlarmView } from "./stream";
import { AlarmStream } from "./stream";

/** One stream for the whole interface: the header counts what the page lists. */
export const AlarmContext = createContext<AlarmStream>(new AlarmStream());

export function useAlarms(): AlarmView {
  const stream = use(AlarmContext);
  return useSyncExternalStore(stream.subscribe, stream.get);
}

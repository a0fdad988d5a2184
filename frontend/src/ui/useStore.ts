import { useSyncExternalStore } from "react";
import type { Store } from "../lib/store";

/** The store's value; the component follows it. */
export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

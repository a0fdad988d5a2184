import { useMemo } from "react";
import { orderOf } from "./order";

/** The variables of a page, with the order that was chosen. */
export function useOrder<Variables extends object>(variables: Variables, order: string): Variables & { orderBy: ReturnType<typeof orderOf> } {
  return useMemo(() => ({ ...variables, orderBy: orderOf(order) }), [variables, order]);
}

import { useCallback, useMemo, useState } from "react";
import { type Cursor, useCursor } from "./paging";

export interface ListFilters<Values, Filter> {
  values: Values;
  /** Sets one of the values; the list begins at its first page again. */
  set: (name: keyof Values) => (value: string) => void;
  /** Something is searched or filtered for. */
  isNarrowed: boolean;
  cursor: Cursor;
  /** Of the query for one page. */
  variables: { first: number; after: string | null; filter: Filter };
}

/** What a list is searched and filtered by, and which of its pages is shown. The filter is made by a function that stays the same. */
export function useListFilters<Values extends Readonly<Record<string, string>>, Filter>(initial: Values, toFilter: (values: Values) => Filter, first = 50): ListFilters<Values, Filter> {
  const [values, setValues] = useState(initial);
  const cursor = useCursor();
  const { after, reset } = cursor;
  const variables = useMemo(() => ({ first, after, filter: toFilter(values) }), [first, after, values, toFilter]);
  const set = useCallback(
    (name: keyof Values) => (value: string) => {
      reset();
      setValues((old) => ({ ...old, [name]: value }));
    },
    [reset],
  );
  return { values, set, isNarrowed: Object.values(values).some((v) => v !== ""), cursor, variables };
}

/** The values that say something. */
export function given<Values extends Readonly<Record<string, string>>>(values: Values): Partial<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== "")) as Partial<Values>;
}

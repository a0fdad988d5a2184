import { useMemo, useState } from "react";
import { useQuery } from "urql";
import { type Choice, ChoiceName, type ChoicesDocument } from "./choices";

export interface Choices {
  /** As many as the server gives at once. */
  list: readonly Choice[];
  /** There are more than are listed, or were before it was searched: they are to be searched. */
  isMany: boolean;
  search: string;
  onSearch: (search: string) => void;
  /** More fit the search than are listed. */
  hasMore: boolean;
  fetching: boolean;
  error: Error | undefined;
  retry: () => void;
}

/** What can be chosen, searched on the server. */
export function useChoices(from: ChoicesDocument): Choices {
  const [search, setSearch] = useState("");
  const [isMany, setMany] = useState(false);
  const variables = useMemo(() => ({ search: search || null }), [search]);
  const [{ data, error, fetching }, reload] = useQuery({ query: from, variables });
  const hasMore = data?.choices.pageInfo.hasNextPage ?? false;
  if (hasMore && !isMany) setMany(true);
  return {
    list: data?.choices.nodes.filter((c) => c.isUsable !== false) ?? none,
    isMany,
    search,
    onSearch: setSearch,
    hasMore,
    fetching,
    error,
    retry: () => reload({ requestPolicy: "network-only" }),
  };
}

const none: readonly Choice[] = [];

/** The name of an object of which the id is known. */
export function useChoiceName(id: string, ask: boolean): string {
  const [{ data, fetching }] = useQuery({ query: ChoiceName, variables: { id }, pause: !ask });
  if (data?.node && "name" in data.node) return data.node.name;
  return fetching ? "…" : "One that is not there any more";
}

/** What a list can be ordered by besides its usual order, by name: the choices of a filter. */
export const orders: Readonly<Record<string, string>> = {
  NAME_DESC: "By name, backwards",
  CREATED_AT_DESC: "Newest first",
  CREATED_AT_ASC: "Oldest first",
};

/** The choice as the API takes it. */
export function orderOf(choice: string): { field: "NAME" | "CREATED_AT"; direction: "ASC" | "DESC" } {
  return { field: choice.startsWith("CREATED_AT") ? "CREATED_AT" : "NAME", direction: choice.endsWith("_DESC") ? "DESC" : "ASC" };
}

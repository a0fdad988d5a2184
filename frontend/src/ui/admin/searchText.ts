/**
 * A value of the page's address as text; undefined when there is none. The
 * router reads what looks like a number or a truth as one.
 */
export function searchText(value: unknown): string | undefined {
  const text = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
  return text === "" ? undefined : text;
}

/** A permission as the API describes it. */
export interface Permission {
  scope: string;
  group: string;
  name: string;
  description: string;
}

/** The permissions by the part of the platform that they are about, in the order in which they come. */
export function grouped(list: readonly Permission[]): { group: string; permissions: Permission[] }[] {
  const groups: { group: string; permissions: Permission[] }[] = [];
  for (const p of list) {
    const last = groups.find((g) => g.group === p.group);
    if (last) last.permissions.push(p);
    else groups.push({ group: p.group, permissions: [p] });
  }
  return groups;
}

/** A set of scopes in words short enough for a table. */
export function summary(scopes: readonly string[], all: readonly Permission[]): string {
  if (all.length > 0 && all.every((p) => scopes.includes(p.scope))) return "everything";
  const names = all.filter((p) => scopes.includes(p.scope)).map((p) => p.name);
  // What this page does not know of yet is not hidden.
  names.push(...scopes.filter((s) => !all.some((p) => p.scope === s)));
  return names.join(", ");
}

/** What was created, and whether something can be said about it. */
export const withWarnings = <T extends { id: string }>(entity: T | null | undefined, warnings: readonly unknown[] | undefined) =>
  entity && { ...entity, warned: (warnings?.length ?? 0) > 0 };

/** Leads to the page of what was created if that has warnings to show, and away otherwise. */
export const created = (onWarned: (id: string) => void, onDone: () => void) => (entity: unknown) => {
  const { id, warned } = entity as { id: string; warned: boolean };
  if (warned) onWarned(id);
  else onDone();
};

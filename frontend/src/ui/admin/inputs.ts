type Meta = "id" | "expectedRevision" | "idempotencyKey";

/**
 * What a form sends for a change of the API. An input that `satisfies` it has
 * every field: one that the API gets later does not compile until the form has
 * it too, or until it is named here as sent apart or not at all.
 */
export type Sent<Input, Apart extends keyof Input = never> = Record<Exclude<keyof Input, Meta | Apart>, unknown>;

/** A secret is write-only: one that was not touched is left out, so that it stays. */
export function secretInput<K extends string>(key: K, typed: string, clear: boolean): Partial<Record<K, string | null>> {
  if (clear) return { [key]: null } as Record<K, null>;
  return (typed === "" ? {} : { [key]: typed }) as Partial<Record<K, string>>;
}

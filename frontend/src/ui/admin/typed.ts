/** What was changed in a form since its values were sent. */
export function typedMeanwhile<V extends object>(sent: V, now: V): Partial<V> {
  const keys = Object.keys(now) as (keyof V)[];
  const typed: Partial<V> = {};
  for (const key of keys) if (JSON.stringify(now[key]) !== JSON.stringify(sent[key])) typed[key] = now[key];
  return typed;
}

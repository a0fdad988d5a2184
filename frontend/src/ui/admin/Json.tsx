/** A value as JSON, for reading: as long as it is, with its lines broken where there is no room. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return (
    <pre className="parley-json" role="region" aria-label={label}>
      <code>{JSON.stringify(value, null, 2)}</code>
    </pre>
  );
}

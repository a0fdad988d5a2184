import { Alert, AlertActionLink } from "@patternfly/react-core";

/** A value that differs between what is in the form and what is saved. */
export interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

interface Props {
  differences: readonly Difference[];
  /** Drops what was typed and shows what is saved. */
  onTakeTheirs: () => void;
  /** Keeps what was typed; saving then replaces what the other one saved. */
  onKeepMine: () => void;
}

/** Somebody else saved first: shows both versions and lets the reader choose. */
export function Conflict({ differences, onTakeTheirs, onKeepMine }: Props) {
  return (
    <Alert
      variant="warning"
      isInline
      title="Somebody else saved this meanwhile"
      actionLinks={
        <>
          <AlertActionLink onClick={onTakeTheirs}>Use their version</AlertActionLink>
          <AlertActionLink onClick={onKeepMine}>Keep mine; saving replaces theirs</AlertActionLink>
        </>
      }
    >
      {differences.length === 0 ? (
        <p>The saved version equals yours.</p>
      ) : (
        <ul>
          {differences.map((d) => (
            <li key={d.label}>
              <strong>{d.label}:</strong> yours “{d.mine}”, saved “{d.theirs}”
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

/** Compares two sets of form values by label. Values that have no label (secrets) are left out. */
export function compare<V extends object>(mine: V, theirs: V, labels: Partial<Record<keyof V, string>>): Difference[] {
  const found: Difference[] = [];
  for (const [key, label] of Object.entries(labels) as [keyof V, string][]) {
    const [a, b] = [show(mine[key]), show(theirs[key])];
    if (a !== b) found.push({ label, mine: a, theirs: b });
  }
  return found;
}

function show(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.map((v) => (typeof v === "object" && v !== null ? Object.values(v).filter(Boolean).join(" – ") : String(v))).join(", ");
  return String(value ?? "");
}

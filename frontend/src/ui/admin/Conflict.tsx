import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";

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
  /** Saves what was typed over what the other one saved. */
  onKeepMine: () => void;
  /** Back to the form, with nothing decided. */
  onClose: () => void;
}

/** Somebody else saved first: shows both versions and lets the reader choose. */
export function Conflict({ differences, onTakeTheirs, onKeepMine, onClose }: Props) {
  return (
    <Modal isOpen onClose={onClose} variant="medium" aria-labelledby="conflict-title" aria-describedby="conflict-body">
      <ModalHeader
        title="Somebody else saved this meanwhile"
        labelId="conflict-title"
        titleIconVariant="warning"
        description="Nothing of yours is saved yet. Choose which version is to stay."
      />
      <ModalBody id="conflict-body">
        {differences.length === 0 ? (
          <p>The saved version shows the same values as yours.</p>
        ) : (
          <Table aria-label="What differs" variant="compact" gridBreakPoint="">
            <Thead>
              <Tr>
                <Th>Field</Th>
                <Th>Yours</Th>
                <Th>Saved</Th>
              </Tr>
            </Thead>
            <Tbody>
              {differences.map((d) => (
                <Tr key={d.label}>
                  <Th scope="row">{d.label}</Th>
                  <Td modifier="breakWord">{d.mine || "empty"}</Td>
                  <Td modifier="breakWord">{d.theirs || "empty"}</Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        )}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onTakeTheirs}>
          Use the saved version
        </Button>
        <Button variant="secondary" onClick={onKeepMine}>
          Save mine instead
        </Button>
        <Button variant="link" onClick={onClose}>
          Go on editing
        </Button>
      </ModalFooter>
    </Modal>
  );
}

/** How a field is called, and how its values read when they are not text. */
export type Labels<V> = { [K in keyof V]?: string | { label: string; show: (value: V[K]) => string } };

/** Compares two sets of form values by label. Values that have no label (secrets) are left out. */
export function compare<V extends object>(mine: V, theirs: V, labels: Labels<V>): Difference[] {
  const found: Difference[] = [];
  for (const key of Object.keys(labels) as (keyof V)[]) {
    const entry = labels[key];
    if (entry === undefined) continue;
    const { label, show } = typeof entry === "string" ? { label: entry, show: plain } : entry;
    const [a, b] = [show(mine[key]), show(theirs[key])];
    if (a !== b) found.push({ label, mine: a, theirs: b });
  }
  return found;
}

function plain(value: unknown): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (Array.isArray(value)) return value.map((v) => (typeof v === "object" && v !== null ? Object.values(v).filter(Boolean).join(" – ") : String(v))).join(", ");
  return String(value ?? "");
}

import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { Difference } from "./compare";

interface Props {
  differences: readonly Difference[];
  /** The saved version holds secrets: it may differ in what is not shown. */
  hidden: boolean;
  /** Drops what was typed and shows what is saved. */
  onTakeTheirs: () => void;
  /** Saves what was typed over what the other one saved. */
  onKeepMine: () => void;
  /** Back to the form, with nothing decided. */
  onClose: () => void;
}

/** Somebody else saved first: shows both versions and lets the reader choose. */
export function Conflict({ differences, hidden, onTakeTheirs, onKeepMine, onClose }: Props) {
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
          <p>{hidden ? "No value that is shown differs. The saved version may differ in one that is not: a PIN, a password or the like." : "The saved version shows the same values as yours."}</p>
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

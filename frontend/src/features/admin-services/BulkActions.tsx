import { Button, Modal, ModalBody, ModalFooter, ModalHeader, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { useId, useState } from "react";
import { useMutation } from "urql";
import { explain } from "../../ui/admin/ErrorState";
import { useMay } from "../../ui/admin/session";
import { BulkEdit } from "./BulkEdit";
import { BulkOutcome, closing, Names, type Selected } from "./BulkOutcome";
import { BulkProgress } from "./BulkProgress";
import { ServicesRemoveMutation } from "./bulkDocuments";
import { type Kind, kinds } from "./kinds";
import { useBulk } from "./useBulk";

interface Props {
  kind: Kind;
  selected: readonly Selected[];
  onClear: () => void;
  /** Something was changed or removed. */
  onDone: () => void;
}

/** What can be done to the selected services at once. */
export function BulkActions({ kind, selected, onClear, onDone }: Props) {
  const [dialog, setDialog] = useState<"edit" | "remove" | null>(null);
  const may = useMay("config:write");
  if (!may || (selected.length === 0 && dialog === null)) return null;
  const close = () => setDialog(null);
  return (
    <>
      <Toolbar className="parley-toolbar">
        <ToolbarContent>
          <ToolbarItem alignSelf="center">
            <span aria-live="polite">{selected.length} selected</span>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="secondary" onClick={() => setDialog("edit")}>
              Change…
            </Button>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="secondary" isDanger onClick={() => setDialog("remove")}>
              Remove…
            </Button>
          </ToolbarItem>
          <ToolbarItem>
            <Button variant="link" onClick={onClear}>
              Clear the selection
            </Button>
          </ToolbarItem>
        </ToolbarContent>
      </Toolbar>
      {dialog === "edit" && <BulkEdit kind={kind} selected={selected} onDone={onDone} onClose={close} />}
      {dialog === "remove" && <BulkRemove kind={kind} selected={selected} onDone={onDone} onClose={close} />}
    </>
  );
}

interface DialogProps {
  kind: Kind;
  selected: readonly Selected[];
  onDone: () => void;
  onClose: () => void;
}

function BulkRemove({ kind, selected, onDone, onClose }: DialogProps) {
  const id = useId();
  const [list] = useState(selected); // the list behind the dialog may change meanwhile
  const [, remove] = useMutation(ServicesRemoveMutation);
  const bulk = useBulk<Selected>(async (part, idempotencyKey) => {
    const { data, error } = await remove({ input: { idempotencyKey, ids: part.map((s) => s.id) } });
    return { results: data?.servicesRemove.results, refusal: error ? explain(error) : data?.servicesRemove.userErrors[0]?.message };
  });
  const what = `${list.length} ${list.length === 1 ? kinds[kind].noun : kinds[kind].plural}`;
  const close = closing(bulk, onDone, onClose);
  return (
    <Modal isOpen onClose={close} variant="small" aria-labelledby={`${id}-title`} aria-describedby={`${id}-body`}>
      <ModalHeader title={`Remove ${what}?`} labelId={`${id}-title`} titleIconVariant="warning" />
      <ModalBody id={`${id}-body`}>
        <BulkProgress bulk={bulk} title="Removing" />
        {bulk.state === "idle" ? (
          <>
            <p>Their aliases become free. People who are in one now stay until they leave.</p>
            <Names list={list} />
          </>
        ) : (
          <BulkOutcome bulk={bulk} done="removed" />
        )}
      </ModalBody>
      <ModalFooter>
        {bulk.state === "idle" && (
          <Button variant="danger" onClick={() => bulk.start(list)}>
            Remove
          </Button>
        )}
        <Button variant={bulk.state === "idle" ? "link" : "primary"} isDisabled={bulk.state === "running"} onClick={close}>
          {bulk.state === "idle" ? "Cancel" : "Close"}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

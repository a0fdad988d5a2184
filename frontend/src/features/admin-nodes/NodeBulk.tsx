import { Checkbox, ToolbarItem } from "@patternfly/react-core";
import { useState } from "react";
import { useMutation } from "urql";
import { counted } from "../../ui/admin/bulk";
import { useNotice } from "../../ui/admin/notices";
import { RemoveButton } from "../../ui/admin/RemoveButton";
import { type BulkOutcome, refusalsOf, SelectionBar, type useSelection } from "../../ui/admin/selection";
import { NodesMaintenanceMutation, NodesRemoveMutation } from "./documents";
import { Reason } from "./Reason";

interface Props {
  selection: ReturnType<typeof useSelection>;
  onRefused: (lines: readonly string[]) => void;
  onDone: () => void;
}

/** What can be done with many nodes at once. */
export function NodeBulk({ selection, onRefused, onDone }: Props) {
  const [, maintain] = useMutation(NodesMaintenanceMutation);
  const [, remove] = useMutation(NodesRemoveMutation);
  const [reason, setReason] = useState("");
  const [force, setForce] = useState(false);
  const notice = useNotice();
  const { chosen } = selection;
  const ids = chosen.map((c) => c.id);
  const what = counted(chosen.length, "node");
  const settle = (outcome: BulkOutcome, done: string) => {
    const lines = refusalsOf(outcome, chosen);
    onRefused(lines);
    const changed = outcome.error ? 0 : chosen.length - lines.length;
    if (changed > 0) notice(`${counted(changed, "node")} ${done}`);
    selection.clear();
    onDone();
    return null;
  };
  const setMaintenance = async (maintenance: boolean) => {
    const { data, error } = await maintain({ input: { ids, maintenance, reason } });
    setReason("");
    return settle({ error, results: data?.conferencingNodesSetMaintenance.results }, maintenance ? "in maintenance" : "out of maintenance");
  };
  return (
    <SelectionBar selection={selection}>
      <ToolbarItem>
        <RemoveButton
          what={`maintenance mode for ${what}`}
          verb="Enter"
          label="Enter maintenance"
          isDanger={false}
          consequence="They take no new calls. Calls that they carry go on."
          questions={<Reason value={reason} onChange={setReason} />}
          onRemove={() => setMaintenance(true)}
        />
      </ToolbarItem>
      <ToolbarItem>
        <RemoveButton
          what={`maintenance mode for ${what}`}
          verb="Leave"
          label="Leave maintenance"
          isDanger={false}
          consequence="They take calls again."
          onRemove={() => setMaintenance(false)}
        />
      </ToolbarItem>
      <ToolbarItem>
        <RemoveButton
          what={what}
          consequence="Their certificates become worthless. Those that have not drained are refused: put them into maintenance mode first."
          questions={
            <>
              <Reason value={reason} onChange={setReason} />
              <Checkbox id="remove-force" label="Remove those that have not drained, too" description="Calls that they carry end." isChecked={force} onChange={(_, on) => setForce(on)} />
            </>
          }
          onRemove={async () => {
            const { data, error } = await remove({ input: { ids, reason, force } });
            setReason("");
            setForce(false);
            return settle({ error, results: data?.conferencingNodesRemove.results }, "removed");
          }}
        />
      </ToolbarItem>
    </SelectionBar>
  );
}

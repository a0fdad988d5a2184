import { ToolbarItem } from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { counted, type Named } from "./bulk";
import type { Column } from "./ListPage";
import { useNotice } from "./notices";
import { RemoveButton } from "./RemoveButton";
import { type BulkOutcome, BulkRefusals, refusalsOf, SelectionBar, useSelectColumn, useSelection } from "./selection";

interface Options<Row extends Named> {
  rows: readonly Row[] | undefined;
  /** One of them, in words. */
  what: string;
  consequence: string;
  remove: (ids: string[]) => Promise<BulkOutcome>;
  onDone: () => void;
}

interface BulkRemove<Row> {
  /** The column of check boxes. */
  choose: readonly Column<Row>[];
  /** What can be done with the chosen rows. */
  bar: ReactNode;
  /** What was refused. */
  refusals: ReactNode;
}

/** Lets the rows of a list be chosen and removed together; each is removed or refused by itself. */
export function useBulkRemove<Row extends Named>({ rows, what, consequence, remove, onDone }: Options<Row>): BulkRemove<Row> {
  const selection = useSelection(rows);
  const choose = useSelectColumn<Row>(selection);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const notice = useNotice();
  const removeAll = async () => {
    const { chosen } = selection;
    const outcome = await remove(chosen.map((c) => c.id));
    const lines = refusalsOf(outcome, chosen);
    setRefused(lines);
    const removed = outcome.error ? 0 : chosen.length - lines.length;
    if (removed > 0) notice(`${counted(removed, what)} removed`);
    selection.clear();
    onDone();
    return null;
  };
  return {
    choose,
    bar: (
      <SelectionBar selection={selection}>
        <ToolbarItem>
          <RemoveButton what={counted(selection.chosen.length, what)} consequence={consequence} onRemove={removeAll} />
        </ToolbarItem>
      </SelectionBar>
    ),
    refusals: <BulkRefusals lines={refused} onClose={() => setRefused([])} />,
  };
}

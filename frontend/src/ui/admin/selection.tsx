import { Alert, AlertActionCloseButton, Button, Checkbox, ToolbarItem } from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { type BulkResult, type Named, refusedOf } from "./bulk";
import { explain } from "./ErrorState";
import type { Column } from "./ListPage";
import { useMay } from "./session";

export interface Selection {
  /** The chosen rows of this page, in their order. */
  chosen: readonly Named[];
  toggle: (id: string, on: boolean) => void;
  all: (on: boolean) => void;
  clear: () => void;
}

/** Which rows of a list are chosen. What is no longer listed is not chosen any more. */
export function useSelection(rows: readonly Named[] | undefined): Selection & { rows: readonly Named[] } {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const shown = rows ?? [];
  return {
    rows: shown,
    chosen: shown.filter((r) => ids.has(r.id)),
    toggle: (id, on) =>
      setIds((old) => {
        const next = new Set(old);
        if (on) next.add(id);
        else next.delete(id);
        return next;
      }),
    all: (on) => setIds(new Set(on ? shown.map((r) => r.id) : [])),
    clear: () => setIds(new Set()),
  };
}

/** The column of check boxes; absent for those who may only look. */
export function useSelectColumn<Row extends Named>(selection: Selection): readonly Column<Row>[] {
  if (!useMay("config:write")) return [];
  return [
    {
      label: "Choose",
      isActions: true,
      render: (row) => (
        <Checkbox
          id={`choose-${row.id}`}
          aria-label={`Choose ${row.name}`}
          isChecked={selection.chosen.some((c) => c.id === row.id)}
          onChange={(_, on) => selection.toggle(row.id, on)}
        />
      ),
    },
  ];
}

interface BarProps {
  selection: Selection & { rows: readonly Named[] };
  /** What is done with the chosen ones. */
  children: ReactNode;
}

/** What can be done with the chosen rows. */
export function SelectionBar({ selection, children }: BarProps) {
  if (!useMay("config:write") || selection.rows.length === 0) return null;
  const { chosen, rows } = selection;
  return (
    <>
      <ToolbarItem alignSelf="center">
        <Checkbox
          id="choose-all"
          label={chosen.length === 0 ? "Choose all" : `${chosen.length} chosen`}
          isChecked={chosen.length === rows.length ? true : chosen.length > 0 ? null : false}
          onChange={(_, on) => selection.all(on)}
        />
      </ToolbarItem>
      {chosen.length > 0 && children}
      {chosen.length > 0 && (
        <ToolbarItem>
          <Button variant="link" onClick={selection.clear}>
            Choose none
          </Button>
        </ToolbarItem>
      )}
    </>
  );
}

/** What became of each of many. */
export interface BulkOutcome {
  error?: Error | undefined;
  results?: readonly BulkResult[] | undefined;
}

/** One line for each that was refused, or for the failure of all; empty when all went well. */
export const refusalsOf = (outcome: BulkOutcome, chosen: readonly Named[]): readonly string[] =>
  outcome.error ? [explain(outcome.error)] : refusedOf(outcome.results ?? [], chosen);

/** Those that were refused, until the reader has read it. */
export function BulkRefusals({ lines, onClose }: { lines: readonly string[]; onClose: () => void }) {
  return (
    <div aria-live="assertive" className="parley-live">
      {lines.length > 0 && (
        <Alert variant="danger" isInline title={lines.length === 1 ? "One was refused" : `${lines.length} were refused`} actionClose={<AlertActionCloseButton onClose={onClose} />}>
          <ul>
            {lines.map((l) => (
              <li key={l}>{l}</li>
            ))}
          </ul>
        </Alert>
      )}
    </div>
  );
}

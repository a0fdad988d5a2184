import { AngleDownIcon, AngleRightIcon } from "@patternfly/react-icons";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { RowLabel, RowNote } from "./RowCells";
import { sameSelection, type Selection } from "./selection";
import { type Row, step } from "./tree";

/** All rows are equally high, so that only those in sight need to be there. */
const rowHeight = 32;
const spare = 12;

interface Props {
  rows: readonly Row[];
  selected: Selection | null;
  onHover: (selection: Selection | null) => void;
  onSelect: (selection: Selection | null) => void;
  onOpen: (key: string, open: boolean) => void;
}

/** The map in words, as an ARIA tree grid: arrow keys walk, open and close, Enter chooses. */
export function TreeGrid({ rows, selected, onHover, onSelect, onOpen }: Props) {
  const [active, setActive] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const window = useWindow(frame, rows.length);
  const found = rows.findIndex((r) => r.key === active);
  const at = Math.max(0, found);
  const focusRow = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setActive(row.key);
    reveal(frame.current, index);
    onHover(row.selection);
    // The row may have to be rendered first.
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: true }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return onSelect(sameSelection(row.selection, selected) ? null : row.selection);
    }
    const what = step(rows, at, event.key);
    if (!what) return;
    event.preventDefault();
    if (what.kind === "go") focusRow(what.index);
    else onOpen(what.key, what.kind === "open");
  };
  const visible = rows.map((row, index) => ({ row, index })).filter(({ index }) => (index >= window.from && index < window.to) || index === at);
  return (
    <div
      ref={frame}
      className="live-tree"
      role="treegrid"
      aria-label="Locations, nodes, conferences and participants"
      aria-rowcount={rows.length}
      onMouseLeave={() => onHover(null)}
      onBlur={() => onHover(null)}
      tabIndex={-1}
    >
      <div className="live-tree-space" role="presentation" style={{ height: rows.length * rowHeight }}>
        {visible.map(({ row, index }) => (
          <div
            key={row.key}
            role="row"
            className="live-row"
            style={{ top: index * rowHeight, paddingInlineStart: `${(row.level - 1) * 1.1 + 0.25}rem` }}
            data-index={index}
            data-testid={row.kind === "conference" ? "live-conference" : row.kind === "participant" ? "live-participant" : undefined}
            aria-rowindex={index + 1}
            aria-level={row.level}
            aria-expanded={row.expanded ?? undefined}
            aria-selected={row.kind !== "participant" && sameSelection(row.selection, selected)}
            tabIndex={index === at ? 0 : -1}
            onFocus={() => {
              setActive(row.key);
              onHover(row.selection);
            }}
            onMouseEnter={() => onHover(row.selection)}
            onKeyDown={onKeyDown}
            onClick={(event) => {
              setActive(row.key);
              const toggles = row.expanded !== null && event.target instanceof Element && event.target.closest(".live-toggle");
              if (toggles) return onOpen(row.key, !row.expanded);
              onSelect(sameSelection(row.selection, selected) ? null : row.selection);
            }}
          >
            <Toggle expanded={row.expanded} />
            <span role="gridcell" className="live-row-label">
              <RowLabel row={row} />
            </span>
            <span role="gridcell" className="live-row-note">
              <RowNote row={row} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
}

/** For pointers; keys open and close with the arrows. The row listens. */
function Toggle({ expanded }: { expanded: boolean | null }) {
  return (
    <span className="live-toggle" aria-hidden="true">
      {expanded === null ? null : expanded ? <AngleDownIcon /> : <AngleRightIcon />}
    </span>
  );
}

/** The rows in sight, and some more. */
function useWindow(frame: RefObject<HTMLDivElement | null>, count: number): { from: number; to: number } {
  const [range, setRange] = useState({ from: 0, to: 60 });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () => {
      const from = Math.max(0, Math.floor(element.scrollTop / rowHeight) - spare);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + spare;
      setRange((old) => (old.from === from && old.to === to ? old : { from, to }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener("scroll", measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", measure);
    };
  }, [frame, count]);
  return range;
}

function reveal(frame: HTMLElement | null, index: number): void {
  if (!frame) return;
  const top = index * rowHeight;
  if (top < frame.scrollTop) frame.scrollTop = top;
  else if (top + rowHeight > frame.scrollTop + frame.clientHeight) frame.scrollTop = top + rowHeight - frame.clientHeight;
}

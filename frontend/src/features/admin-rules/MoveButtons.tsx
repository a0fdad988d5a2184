import { Button } from "@patternfly/react-core";
import { ArrowDownIcon, ArrowUpIcon } from "@patternfly/react-icons";
import type { Row } from "./RuleList";

export type Way = "up" | "down";

/** The button that moves a rule one way; it keeps the focus while the rule moves. */
export const moveButtonId = (id: string, way: Way) => `move-${way}-${id}`;

interface Props {
  rule: Row;
  rows: readonly Row[];
  moving: boolean;
  onMove: (rule: Row, way: Way) => void;
}

/** Moves a rule past its neighbour. At the ends the buttons stay reachable, and say so. */
export function MoveButtons({ rule, rows, moving, onMove }: Props) {
  const at = rows.findIndex((r) => r.id === rule.id);
  const button = (way: Way, label: string, icon: React.ReactNode, end: boolean) => (
    <Button
      id={moveButtonId(rule.id, way)}
      variant="plain"
      size="sm"
      icon={icon}
      aria-label={`Move ${rule.name} ${label}`}
      isAriaDisabled={end || moving}
      onClick={() => onMove(rule, way)}
    />
  );
  return (
    <div className="parley-row-actions">
      {button("up", "up", <ArrowUpIcon />, at === 0)}
      {button("down", "down", <ArrowDownIcon />, at === rows.length - 1)}
    </div>
  );
}

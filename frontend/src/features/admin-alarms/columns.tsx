import { Link } from "@tanstack/react-router";
import type { Column } from "../../ui/admin/ListPage";
import { formatTime } from "../../ui/admin/time";
import { LevelLabel } from "./LevelLabel";
import type { Alarm } from "./state";
import { SubjectLink } from "./SubjectLink";
import { kinds } from "./words";

export const shared: Column<Alarm>[] = [
  { label: "Level", render: (a) => <LevelLabel level={a.level} /> },
  { label: "Alarm", render: (a) => (a.kind === "BURSTING" ? <Link to="/bursting">{kinds[a.kind]}</Link> : kinds[a.kind]) },
  { label: "Concerns", render: (a) => <SubjectLink subject={a.subject} /> },
  { label: "Details", isLong: true, render: (a) => a.details },
  { label: "Raised", render: (a) => formatTime(a.raisedAt) },
];

/** Who took note of an alarm, and what they wrote. */
export const acknowledged: Column<Alarm> = {
  label: "Acknowledged",
  isLong: true,
  render: (a) =>
    a.acknowledgedAt ? (
      <>
        {a.acknowledgedBy}, <span className="parley-nowrap">{formatTime(a.acknowledgedAt)}</span>
        {a.note && <div className="parley-muted">{a.note}</div>}
      </>
    ) : (
      "–"
    ),
};

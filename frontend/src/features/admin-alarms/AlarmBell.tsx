import { BellIcon, ExclamationCircleIcon, ExclamationTriangleIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { useAlarms } from "./context";
import "./alarms.css";

/** How many alarms are raised, in the header; live. */
export function AlarmBell() {
  const { value: alarms, connection } = useAlarms();
  const { error, warning, info, unacknowledged } = alarms?.counts ?? { error: 0, warning: 0, info: 0, unacknowledged: 0 };
  const all = error + warning + info;
  const counted = all === 0 ? "No alarms" : `${all === 1 ? "1 alarm" : `${all} alarms`}, ${unacknowledged} not acknowledged`;
  const words = alarms === null ? "Alarms" : connection === "live" ? counted : `${counted}; this may be old, the connection is lost`;
  const level = error > 0 ? "error" : warning > 0 ? "warning" : all > 0 ? "info" : "none";
  return (
    <Link to="/alarms" className="alarm-bell" data-level={level} data-testid="alarm-bell" aria-label={words} title={words}>
      {level === "error" ? <ExclamationCircleIcon /> : level === "warning" ? <ExclamationTriangleIcon /> : <BellIcon />}
      {all > 0 && <span>{all}</span>}
    </Link>
  );
}

import { Label } from "@patternfly/react-core";
import { CheckCircleIcon, ClockIcon, ExclamationTriangleIcon, InProgressIcon, OffIcon, WrenchIcon } from "@patternfly/react-icons";

const states = {
  NEVER_CONTACTED: { word: "Never contacted", status: "info", icon: <InProgressIcon /> },
  OFFLINE: { word: "Offline", status: "danger", icon: <OffIcon /> },
  STARTING: { word: "Starting", status: "info", icon: <InProgressIcon /> },
  ONLINE: { word: "Online", status: "success", icon: <CheckCircleIcon /> },
  LATE: { word: "Late", status: "warning", icon: <ClockIcon /> },
  STALE: { word: "Stale", status: "danger", icon: <ExclamationTriangleIcon /> },
} as const;

export type NodeStateName = keyof typeof states;

/** A node's state by colour, icon and word. */
export function NodeStateLabel({ state, maintenance }: { state: NodeStateName; maintenance: boolean }) {
  const { word, status, icon } = states[state];
  return (
    <>
      <Label status={status} icon={icon} isCompact>
        {word}
      </Label>{" "}
      {maintenance && (
        <Label status="warning" icon={<WrenchIcon />} isCompact>
          Maintenance
        </Label>
      )}
    </>
  );
}

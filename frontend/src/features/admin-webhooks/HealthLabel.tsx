import { Label } from "@patternfly/react-core";
import { CheckCircleIcon, ClockIcon, ExclamationCircleIcon, ExclamationTriangleIcon, OffIcon, RedoIcon, SyncAltIcon } from "@patternfly/react-icons";
import { type Fares, healthOf, healthWords } from "./health";

const looks = {
  off: { icon: <OffIcon /> },
  failing: { status: "danger", icon: <ExclamationCircleIcon /> },
  parked: { status: "warning", icon: <ExclamationTriangleIcon /> },
  silent: { status: "warning", icon: <ClockIcon /> },
  replaying: { status: "info", icon: <RedoIcon /> },
  behind: { status: "info", icon: <SyncAltIcon /> },
  well: { status: "success", icon: <CheckCircleIcon /> },
} as const;

/** How a webhook fares, by colour, icon and word. */
export function HealthLabel({ webhook }: { webhook: Fares }) {
  const health = healthOf(webhook);
  return (
    <Label isCompact {...looks[health]}>
      {healthWords[health]}
    </Label>
  );
}

import { Label } from "@patternfly/react-core";
import { ExclamationCircleIcon, ExclamationTriangleIcon, InfoCircleIcon } from "@patternfly/react-icons";
import type { AlarmLevel } from "../../gql/graphql";
import { levels } from "./words";

const looks = {
  ERROR: { status: "danger", icon: <ExclamationCircleIcon /> },
  WARNING: { status: "warning", icon: <ExclamationTriangleIcon /> },
  INFO: { status: "info", icon: <InfoCircleIcon /> },
} as const;

/** A level by colour, icon and word. */
export function LevelLabel({ level }: { level: AlarmLevel }) {
  return (
    <Label status={looks[level].status} icon={looks[level].icon} isCompact>
      {levels[level]}
    </Label>
  );
}

import { Label } from "@patternfly/react-core";
import { BanIcon, CheckCircleIcon, ExclamationCircleIcon, InProgressIcon, OffIcon, QuestionCircleIcon } from "@patternfly/react-icons";
import type { BurstingNodeState } from "../../gql/graphql";
import { nodeStates } from "./words";

const looks: Record<BurstingNodeState, { status?: "success" | "info" | "warning" | "danger"; icon: React.ReactNode }> = {
  STOPPED: { icon: <OffIcon /> },
  REQUESTED: { status: "info", icon: <InProgressIcon /> },
  STARTING: { status: "info", icon: <InProgressIcon /> },
  RUNNING: { status: "success", icon: <CheckCircleIcon /> },
  DRAINING: { status: "warning", icon: <BanIcon /> },
  STOPPING: { status: "info", icon: <InProgressIcon /> },
  FAILED: { status: "danger", icon: <ExclamationCircleIcon /> },
  UNKNOWN: { status: "warning", icon: <QuestionCircleIcon /> },
};

/** What a burst node does, by colour, icon and word. */
export function StateLabel({ state }: { state: BurstingNodeState }) {
  return (
    <Label isCompact {...looks[state]}>
      {nodeStates[state]}
    </Label>
  );
}

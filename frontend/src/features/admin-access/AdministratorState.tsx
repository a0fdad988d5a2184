import { Label } from "@patternfly/react-core";
import { formatTime } from "../../ui/admin/time";

interface Props {
  enabled: boolean;
  lockedUntil?: string | null | undefined;
}

/** Whether an account may sign in now. */
export function AdministratorState({ enabled, lockedUntil }: Props) {
  if (!enabled) return <Label isCompact status="warning">Disabled</Label>;
  if (lockedUntil) return <Label isCompact status="danger">Locked until {formatTime(lockedUntil)}</Label>;
  return <Label isCompact status="success">Enabled</Label>;
}

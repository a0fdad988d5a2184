import { Label } from "@patternfly/react-core";
import { CogIcon, MinusCircleIcon, PencilAltIcon, PlusCircleIcon } from "@patternfly/react-icons";
import type { AuditAction } from "../../gql/graphql";
import { actions } from "./search";

const looks = {
  CREATED: { color: "green", icon: <PlusCircleIcon /> },
  UPDATED: { color: "blue", icon: <PencilAltIcon /> },
  REMOVED: { color: "orange", icon: <MinusCircleIcon /> },
  OTHER: { color: "grey", icon: <CogIcon /> },
} as const;

/** What was done, by colour, icon and word. */
export function ActionLabel({ action }: { action: AuditAction }) {
  return (
    <Label isCompact {...looks[action]}>
      {actions[action]}
    </Label>
  );
}

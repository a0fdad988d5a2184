import { Alert } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { Fold } from "./Fold";

interface Props {
  /** Something is set in it already. */
  isSet: boolean;
  /** What does not act on these fields yet, for example "Meetings do not use them yet." */
  note: string;
  children: ReactNode;
}

/** Fields that are stored and checked, and that nothing acts on yet. */
export function Later({ isSet, note, children }: Props) {
  return (
    <Fold title="Kept for later" isOpen={isSet}>
      <Alert variant="info" isInline isPlain title={`These are stored and checked now. ${note}`} />
      {children}
    </Fold>
  );
}

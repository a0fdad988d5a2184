import { Label } from "@patternfly/react-core";
import { expiry } from "./expiry";

/** How soon a certificate ends. */
export function ExpiryLabel({ daysLeft }: { daysLeft: number | null | undefined }) {
  const { text, colour } = expiry(daysLeft);
  return (
    <Label isCompact color={colour}>
      {text}
    </Label>
  );
}

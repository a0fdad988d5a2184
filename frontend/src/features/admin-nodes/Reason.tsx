import { FormGroup, TextInput } from "@patternfly/react-core";
import { useId } from "react";

/** Asks why something is done to nodes. */
export function Reason({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <FormGroup label="Reason, for the history" fieldId={id}>
      <TextInput id={id} value={value} maxLength={250} onChange={(_, text) => onChange(text)} />
    </FormGroup>
  );
}

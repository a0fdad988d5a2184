import { Alert, ExpandableSection } from "@patternfly/react-core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Control, type FieldPath, type FieldValues, useFormState } from "react-hook-form";
import { useMay } from "./session";

interface Props<V extends FieldValues> {
  control: Control<V>;
  /** Its fields: when one of them is refused, they are shown. */
  names: readonly FieldPath<V>[];
  /** Something is set in it already. */
  isSet: boolean;
  /** What does not act on these fields yet, for example "Meetings do not use them yet." */
  note: string;
  children: ReactNode;
}

/** Fields that are stored and checked, and that nothing acts on yet. */
export function Later<V extends FieldValues>({ control, names, isSet, note, children }: Props<V>) {
  // Who may only look cannot open it either: it is open then.
  const may = useMay("config:write");
  const [open, setOpen] = useState(isSet || !may);
  const { errors } = useFormState({ control });
  const refused = names.find((n) => n in errors);
  const toFocus = useRef<string | null>(null);
  useEffect(() => {
    if (refused === undefined) return;
    toFocus.current = refused;
    setOpen(true);
  }, [refused]);
  useEffect(() => {
    // It could not be focused while it was hidden; a field before it that was refused, too, keeps the focus.
    if (!open || toFocus.current === null) return;
    if (document.activeElement?.getAttribute("aria-invalid") !== "true") document.getElementById(toFocus.current)?.focus();
    toFocus.current = null;
  });
  return (
    <ExpandableSection toggleText="Kept for later" isIndented isExpanded={open} onToggle={(_, on) => setOpen(on)}>
      <Alert variant="info" isInline isPlain title={`These are stored and checked now. ${note}`} className="parley-gap-below" />
      <div className="parley-fields">{children}</div>
    </ExpandableSection>
  );
}

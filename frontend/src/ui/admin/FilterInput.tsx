import { TextInput, ToolbarItem } from "@patternfly/react-core";
import { useEffect, useId, useRef, useState } from "react";

interface Props {
  label: string;
  value: string;
  onFilter: (value: string) => void;
  /** What is often written here. */
  suggestions?: readonly string[];
}

/** A text that a list is filtered by: it counts when the typing pauses; Enter makes it count at once. */
export function FilterInput({ label, value, onFilter, suggestions }: Props) {
  const id = useId();
  const [draft, setDraft] = useState(value);
  // What came from elsewhere, such as a link or the button that clears all filters.
  const known = useRef(value);
  useEffect(() => {
    if (value !== known.current) setDraft(value);
    known.current = value;
  }, [value]);
  useEffect(() => {
    if (draft.trim() === value) return;
    const timer = window.setTimeout(() => {
      known.current = draft.trim();
      onFilter(draft.trim());
    }, 300);
    return () => window.clearTimeout(timer);
  }, [draft, value, onFilter]);
  return (
    <ToolbarItem>
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        value={draft}
        list={suggestions && `${id}-list`}
        onChange={(_, text) => setDraft(text)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          known.current = draft.trim();
          onFilter(draft.trim());
        }}
      />
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((s) => (
            <option key={s} value={s}>{s}</option>
          ))}
        </datalist>
      )}
    </ToolbarItem>
  );
}

import { TextInput, ToolbarItem } from "@patternfly/react-core";
import { useEffect, useState } from "react";

/** One end of a range of time. It counts when it is complete and the field is left, or Enter is pressed. */
export function TimeFilter({ label, value, onFilter }: { label: string; value: string; onFilter: (value: string) => void }) {
  const [draft, setDraft] = useState(value);
  useEffect(() => setDraft(value), [value]);
  const take = () => {
    if (draft !== value) onFilter(draft);
  };
  return (
    <ToolbarItem className="parley-labelled">
      <label>
        <span>{label}</span>
        <TextInput
          type="datetime-local"
          aria-label={label}
          value={draft}
          onChange={(_, text) => setDraft(text)}
          onBlur={take}
          onKeyDown={(event) => {
            if (event.key === "Enter") take();
          }}
        />
      </label>
    </ToolbarItem>
  );
}

import { FormSelect, FormSelectOption, ToolbarItem } from "@patternfly/react-core";

interface Props {
  label: string;
  value: string;
  /** What it says when nothing is chosen. */
  all: string;
  options: Readonly<Record<string, string>>;
  onFilter: (value: string) => void;
}

/** One choice that a list is filtered by. */
export function FilterSelect({ label, value, all, options, onFilter }: Props) {
  return (
    <ToolbarItem>
      <FormSelect className="parley-select" aria-label={label} value={value} onChange={(_, chosen) => onFilter(chosen)}>
        <FormSelectOption value="" label={all} />
        {Object.entries(options).map(([key, word]) => (
          <FormSelectOption key={key} value={key} label={word} />
        ))}
      </FormSelect>
    </ToolbarItem>
  );
}

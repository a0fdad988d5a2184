import { Button, FormGroup, FormHelperText, FormSelect, FormSelectOption, HelperText, HelperTextItem, SearchInput } from "@patternfly/react-core";
import { useEffect, useState } from "react";
import { Controller, type Control, type FieldPath, type FieldValues } from "react-hook-form";
import type { Choice, ChoicesDocument } from "./choices";
import { explain } from "./ErrorState";
import { focusing } from "./fields";
import { needed } from "./refusals";
import { type Choices, useChoiceName, useChoices } from "./useChoices";

interface SelectProps {
  id: string;
  /** What it is called; the search is named after it. */
  label: string;
  /** Its label is not on the page. */
  isUnlabelled?: boolean;
  value: Choice | null;
  onChange: (choice: Choice | null) => void;
  /** What can be chosen. */
  from: ChoicesDocument;
  /** What it says when nothing is chosen. Absent: something has to be. */
  none?: string;
  /** One that cannot be chosen, such as the object itself. */
  without?: string | undefined;
  describedBy?: string | undefined;
  invalid?: boolean;
  inputRef?: (element: unknown) => void;
  onBlur?: () => void;
}

/**
 * Chooses among the objects that the server has. What is chosen is always
 * there, however many there are; when they are too many for a list, they are
 * searched.
 */
export function ChoiceSelect({ id, label, isUnlabelled, value, onChange, from, none, without, describedBy, invalid = false, inputRef, onBlur }: SelectProps) {
  const choices = useChoices(from);
  const listed = choices.list.filter((c) => c.id !== without);
  const all = value === null || listed.some((c) => c.id === value.id) ? listed : [value, ...listed];
  const unknown = value !== null && value.name === "" && !listed.some((c) => c.id === value.id);
  const name = useChoiceName(value?.id ?? "", unknown);
  const words = wordsOf(choices);
  return (
    <>
      {choices.isMany && <Search label={label} onSearch={choices.onSearch} />}
      <FormSelect
        id={id}
        ref={inputRef}
        aria-label={isUnlabelled ? label : undefined}
        value={value?.id ?? ""}
        validated={invalid ? "error" : "default"}
        aria-invalid={invalid}
        aria-describedby={[describedBy, words && `${id}-choices`].filter(Boolean).join(" ") || undefined}
        onChange={(_, chosen) => onChange(all.find((c) => c.id === chosen) ?? null)}
        onBlur={onBlur}
      >
        {none !== undefined ? <FormSelectOption value="" label={none} /> : value === null && <FormSelectOption value="" label="Choose one" isPlaceholder />}
        {all.map((c) => (
          <FormSelectOption key={c.id} value={c.id} label={c.name || name} />
        ))}
      </FormSelect>
      <div aria-live="polite">
        {words && (
          <FormHelperText>
            <HelperText id={`${id}-choices`}>
              <HelperTextItem variant={choices.error ? "error" : "default"}>
                {words}
                {choices.error && (
                  <>
                    {" "}
                    <Button variant="link" isInline onClick={choices.retry}>
                      Try again
                    </Button>
                  </>
                )}
              </HelperTextItem>
            </HelperText>
          </FormHelperText>
        )}
      </div>
    </>
  );
}

/** What is to be said about the choices; null: nothing, they are all there. */
function wordsOf({ error, isMany, hasMore, list, fetching, search }: Choices): string | null {
  if (error) return `The choices could not be loaded. ${explain(error)}`;
  if (!isMany || fetching) return null;
  if (list.length === 0) return `Nothing matches “${search}”.`;
  return hasMore ? `The first ${list.length} are listed; search for others.` : null;
}

function Search({ label, onSearch }: { label: string; onSearch: (search: string) => void }) {
  const [draft, setDraft] = useState("");
  // Searches when the typing pauses.
  useEffect(() => {
    const timer = window.setTimeout(() => onSearch(draft.trim()), 300);
    return () => window.clearTimeout(timer);
  }, [draft, onSearch]);
  return (
    <SearchInput
      className="parley-gap-below"
      aria-label={`Search for ${label}`}
      placeholder="Search by name"
      value={draft}
      onChange={(_, text) => setDraft(text)}
      onClear={() => setDraft("")}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        // It would save the form around.
        event.preventDefault();
        onSearch(draft.trim());
      }}
    />
  );
}

interface FieldProps<V extends FieldValues> extends Pick<SelectProps, "label" | "from" | "none" | "without"> {
  control: Control<V>;
  /** The field holds a Choice or null. */
  name: FieldPath<V>;
  help?: string;
}

/** A field of a form that refers to another object. */
export function ChoiceField<V extends FieldValues>({ control, name, label, help, from, none, without }: FieldProps<V>) {
  const required = none === undefined;
  return (
    <Controller
      control={control}
      name={name}
      rules={{ required: required ? needed : false }}
      render={({ field, fieldState: { error } }) => (
        <FormGroup label={label} fieldId={name} isRequired={required}>
          <ChoiceSelect
            id={name}
            label={label}
            from={from}
            value={(field.value ?? null) as Choice | null}
            without={without}
            {...(none === undefined ? {} : { none })}
            describedBy={error || help ? `${name}-help` : undefined}
            invalid={error !== undefined}
            inputRef={focusing(field.ref, name)}
            onChange={field.onChange}
            onBlur={field.onBlur}
          />
          {(error?.message ?? help) && (
            <FormHelperText>
              <HelperText id={`${name}-help`} aria-live={error ? "polite" : "off"}>
                <HelperTextItem variant={error ? "error" : "default"}>{error?.message ?? help}</HelperTextItem>
              </HelperText>
            </FormHelperText>
          )}
        </FormGroup>
      )}
    />
  );
}

import type { FieldPath, FieldValues, UseFormReturn } from "react-hook-form";

/** A business refusal as the API words it. */
export interface Refusal {
  code: string;
  field?: readonly string[] | null | undefined;
  message: string;
}

/**
 * Puts refusals beside the fields they name. Returns those that name no field
 * of this form; they are shown above it. The first named field gets the focus.
 */
export function applyRefusals<V extends FieldValues>(form: UseFormReturn<V>, refusals: readonly Refusal[]): Refusal[] {
  const rest: Refusal[] = [];
  let focused = false;
  for (const refusal of refusals) {
    const name = refusal.field?.join(".");
    if (name && form.getValues(name as FieldPath<V>) !== undefined) {
      form.setError(name as FieldPath<V>, { type: refusal.code, message: refusal.message }, { shouldFocus: !focused });
      focused = true;
    } else rest.push(refusal);
  }
  return rest;
}

/** What is said of a field that may not be empty. */
export const needed = "A value is required.";

/** Text of a number field as the API wants it: absent when empty. */
export function optionalNumber(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

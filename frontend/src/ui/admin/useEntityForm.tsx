import { type FormEventHandler, type ReactNode, useState } from "react";
import { type DefaultValues, type FieldValues, useForm, type UseFormReturn } from "react-hook-form";
import { compare, Conflict } from "./Conflict";
import { explain } from "./ErrorState";
import { applyRefusals, type Refusal } from "./refusals";

/** What saving came to. */
export interface Outcome<Entity> {
  error?: Error | undefined;
  entity?: Entity | null | undefined;
  userErrors?: readonly Refusal[] | undefined;
}

interface Options<Entity extends { revision: string }, Values extends FieldValues> {
  /** Null: a new one. */
  entity: Entity | null;
  valuesOf: (entity: Entity | null) => Values;
  /** The fields that a conflict is explained with. */
  labels: Partial<Record<keyof Values, string>>;
  create: (values: Values) => Promise<Outcome<unknown>>;
  update: (values: Values, base: Entity) => Promise<Outcome<Entity>>;
  onCreated: (created: unknown) => void;
}

interface EntityForm<Entity, Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** The saved version that the form began with. */
  base: Entity | null;
  /** For FormPage. */
  page: {
    refusals: readonly Refusal[];
    saved: boolean;
    saving: boolean;
    onSubmit: FormEventHandler;
    conflict: ReactNode;
  };
}

/**
 * The form of one object: creates or updates it, puts refusals beside their
 * fields, and when somebody else saved first shows both versions.
 */
export function useEntityForm<Entity extends { revision: string }, Values extends FieldValues>(
  o: Options<Entity, Values>,
): EntityForm<Entity, Values> {
  const [base, setBase] = useState(o.entity);
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [theirs, setTheirs] = useState<Entity | null>(null);
  const [saved, setSaved] = useState(false);
  const form = useForm<Values>({ defaultValues: o.valuesOf(o.entity) as DefaultValues<Values> });

  const adopt = (entity: Entity) => {
    setBase(entity);
    form.reset(o.valuesOf(entity));
  };

  const save = async (values: Values) => {
    setSaved(false);
    setRefusals([]);
    setTheirs(null);
    const outcome = base === null ? await o.create(values) : await o.update(values, base);
    const userErrors = outcome.userErrors ?? [];
    if (outcome.error) return setRefusals([{ code: "INTERNAL", message: explain(outcome.error) }]);
    if (base !== null && outcome.entity && userErrors.some((e) => e.code === "CONFLICT")) {
      return setTheirs(outcome.entity as Entity);
    }
    if (userErrors.length > 0) return setRefusals(applyRefusals(form, userErrors));
    if (base === null) return o.onCreated(outcome.entity);
    if (outcome.entity) adopt(outcome.entity as Entity);
    setSaved(true);
  };

  const conflict = theirs && (
    <Conflict
      differences={compare(form.getValues(), o.valuesOf(theirs), o.labels)}
      onTakeTheirs={() => {
        adopt(theirs);
        setTheirs(null);
      }}
      onKeepMine={() => {
        setBase(theirs);
        setTheirs(null);
      }}
    />
  );
  const onSubmit: FormEventHandler = (event) => void form.handleSubmit(save)(event);
  return { form, base, page: { refusals, saved, saving: form.formState.isSubmitting, onSubmit, conflict } };
}

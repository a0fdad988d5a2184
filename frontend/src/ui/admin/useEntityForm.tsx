import { type FormEventHandler, type ReactNode, useRef, useState } from "react";
import { type DefaultValues, type FieldValues, useForm, type UseFormReturn } from "react-hook-form";
import { compare, hides, type Labels } from "./compare";
import { Conflict } from "./Conflict";
import { explain } from "./ErrorState";
import { useNotice } from "./notices";
import { applyRefusals, type Refusal } from "./refusals";
import { typedMeanwhile } from "./typed";

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
  labels: Labels<Values>;
  /** What the thing is called in a notice, for example "Location Amsterdam". */
  nameOf: (values: Values) => string;
  create: (values: Values) => Promise<Outcome<unknown>>;
  update: (values: Values, base: Entity) => Promise<Outcome<Entity>>;
  onCreated: (created: unknown) => void;
}

interface EntityForm<Entity, Values extends FieldValues> {
  form: UseFormReturn<Values>;
  /** The saved version that the form began with. */
  base: Entity | null;
  /** Goes away from the form; what was typed is meant to be lost. */
  leave: (go: () => void) => void;
  /** For FormPage. */
  page: {
    refusals: readonly Refusal[];
    saving: boolean;
    isDirty: () => boolean;
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
  const form = useForm<Values>({ defaultValues: o.valuesOf(o.entity) as DefaultValues<Values> });
  const notice = useNotice();
  const dirty = form.formState.isDirty;
  const left = useRef(false);
  const fresh = o.entity;
  if (fresh !== null && base !== null && BigInt(fresh.revision) > BigInt(base.revision) && isSame(o.valuesOf(fresh), o.valuesOf(base), o.labels)) {
    setBase(fresh);
  }
  const leave = (go: () => void) => {
    left.current = true;
    go();
  };

  /** Shows what is saved. What was typed since it was sent stays, and is still to be saved. */
  const adopt = (entity: Entity, sent: Values | null) => {
    const typed = sent === null ? {} : typedMeanwhile(sent, structuredClone(form.getValues()));
    const saved = o.valuesOf(entity);
    setBase(entity);
    form.reset(saved);
    // Not by setValue: until they are drawn again, lists do not listen to it.
    if (Object.keys(typed).length > 0) form.reset({ ...saved, ...typed }, { keepDefaultValues: true });
  };

  const save = async (values: Values, onto: Entity | null) => {
    setRefusals([]);
    setTheirs(null);
    const outcome = onto === null ? await o.create(values) : await o.update(values, onto);
    const userErrors = outcome.userErrors ?? [];
    if (outcome.error) return setRefusals([{ code: "INTERNAL", message: explain(outcome.error) }]);
    if (onto !== null && outcome.entity && userErrors.some((e) => e.code === "CONFLICT")) {
      return setTheirs(outcome.entity as Entity);
    }
    if (userErrors.length > 0) return setRefusals(applyRefusals(form, userErrors));
    if (onto === null) {
      notice(`${o.nameOf(values)} was added`);
      return leave(() => o.onCreated(outcome.entity));
    }
    if (outcome.entity) adopt(outcome.entity as Entity, values);
    notice(`${o.nameOf(values)} was saved`);
  };

  const submit = (onto: Entity | null) => {
    // A refusal of the last attempt must not keep the next one from being made.
    form.clearErrors();
    return form.handleSubmit((values) => save(values, onto));
  };

  const conflict = theirs && (
    <Conflict
      differences={compare(form.getValues(), o.valuesOf(theirs), o.labels)}
      hidden={hides(o.valuesOf(theirs), o.labels)}
      onTakeTheirs={() => {
        adopt(theirs, null);
        setTheirs(null);
      }}
      onKeepMine={() => {
        setBase(theirs);
        void submit(theirs)();
      }}
      onClose={() => setTheirs(null)}
    />
  );
  const onSubmit: FormEventHandler = (event) => void submit(base)(event);
  return { form, base, leave, page: { refusals, saving: form.formState.isSubmitting, isDirty: () => dirty && !left.current, onSubmit, conflict } };
}

/**
 * Whether a newer version surely has the same values. What is done to an object
 * besides its form, such as enrolling a node, makes a new revision of them:
 * that is no conflict. Of a PIN nobody knows whether it is another one.
 */
function isSame<Values extends FieldValues>(newer: Values, older: Values, labels: Labels<Values>): boolean {
  return compare(newer, older, labels).length === 0 && !hides(newer, labels);
}

import { Label, ToggleGroup, ToggleGroupItem } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { ThemeFieldsFragment } from "../../gql/graphql";
import { TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { ThemeCreateMutation, ThemeRemoveMutation, ThemeUpdateMutation } from "./documents";
import { ThemeFiles } from "./ThemeFiles";
import { NotShownYet } from "./ThemeList";

interface Props {
  theme: ThemeFieldsFragment | null;
  onCreated: (id: string) => void;
  onDone: () => void;
  onActed: () => void;
}

interface Values {
  name: string;
  description: string;
}

const labels = { name: "Name", description: "Description" };

export function ThemeForm({ theme, onCreated, onDone, onActed }: Props) {
  const [, create] = useMutation(ThemeCreateMutation);
  const [, update] = useMutation(ThemeUpdateMutation);
  const [, remove] = useMutation(ThemeRemoveMutation);
  const notice = useNotice();
  const [settings, setSettings] = useState(false);
  const { form, base, leave, page } = useEntityForm<ThemeFieldsFragment, Values>({
    entity: theme,
    valuesOf: (t) => ({ name: t?.name ?? "", description: t?.description ?? "" }),
    labels,
    nameOf: (v) => `Theme ${v.name}`,
    create: async (input) => {
      const { data, error } = await create({ input });
      return { error, entity: data?.themeCreate.theme, userErrors: data?.themeCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...values } });
      return { error, entity: data?.themeUpdate.theme, userErrors: data?.themeUpdate.userErrors };
    },
    onCreated: (created) => {
      const made = created as { id: string } | null | undefined;
      if (made) onCreated(made.id);
      else onDone();
    },
  });
  return (
    <FormPage
      title={base ? base.name : "New theme"}
      parent={<Link to="/themes">Themes</Link>}
      header={
        theme && (
          <>
            {theme.isDefault && <Label className="parley-gap-below">Default theme</Label>}
            <NotShownYet />
            <p className="parley-gap-above">
              <ObjectAudit id={theme.id} />
            </p>
            <ToggleGroup aria-label="What is shown" className="parley-gap-above">
              <ToggleGroupItem text="Files" isSelected={!settings} onChange={() => setSettings(false)} />
              <ToggleGroupItem text="Name" isSelected={settings} onChange={() => setSettings(true)} />
            </ToggleGroup>
          </>
        )
      }
      instead={theme && !settings && <ThemeFiles theme={theme} onActed={onActed} />}
      {...page}
      submitLabel={base ? "Save" : "Add theme"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`theme ${base.name}`}
            consequence="Its files are removed with it."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.themeRemove.userErrors, () => {
                notice(`Theme ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={form.control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={form.control} name="description" label="Description" help="At most 250 characters." />
    </FormPage>
  );
}

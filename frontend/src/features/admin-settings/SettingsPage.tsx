import { EmptyState, EmptyStateBody, FormSection, SearchInput, Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useEffect, useRef, useState } from "react";
import type { Control } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { GlobalSettingsFieldsFragment } from "../../gql/graphql";
import { encryptions, qualities } from "../../ui/admin/calls";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { ThemeChoices } from "../../ui/admin/choices";
import { ErrorState } from "../../ui/admin/ErrorState";
import { SelectField, SwitchField, TextAreaField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { atField } from "../../ui/admin/lines";
import { Loading } from "../../ui/admin/Loading";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { SettingsQuery, SettingsUpdateMutation } from "./documents";
import { emptied, type Field, findFields, sectionOf, sections, settingsInput, settingsLabels, type SettingsValues, settingsValues } from "./values";

const context = { requestPolicy: "network-only" as const };

export function SettingsPage() {
  const [{ data, error }, reload] = useQuery({ query: SettingsQuery, context });
  if (error && !data) return <ErrorState title="The settings could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!data) return <Loading />;
  return <SettingsForm settings={data.globalSettings} />;
}

const lists = ["breakInAllowList"];

function SettingsForm({ settings }: { settings: GlobalSettingsFieldsFragment }) {
  const [, update] = useMutation(SettingsUpdateMutation);
  const [search, setSearch] = useState("");
  const [section, setSection] = useState("general");
  const { form, page } = useEntityForm<GlobalSettingsFieldsFragment, SettingsValues>({
    entity: settings,
    valuesOf: settingsValues,
    labels: settingsLabels,
    nameOf: () => "The configuration",
    create: async () => ({}),
    onCreated: () => undefined,
    update: async (v, { revision }) => {
      const missing = emptied(v);
      if (missing.length > 0) return { userErrors: missing };
      const { data, error } = await update({ input: { expectedRevision: revision, ...settingsInput(v) } });
      return { error, entity: data?.globalSettingsUpdate.globalSettings, userErrors: atField(data?.globalSettingsUpdate.userErrors, lists) };
    },
  });
  // A refusal is shown beside its field, which may stand in another section.
  const refused = Object.keys(form.formState.errors)[0] as keyof SettingsValues | undefined;
  const { setFocus } = form;
  const jump = useRef<keyof SettingsValues | null>(null);
  useEffect(() => {
    const at = refused === undefined ? undefined : sectionOf(refused);
    if (refused === undefined || at === undefined) return;
    jump.current = refused;
    setSearch("");
    setSection(at);
  }, [refused]);
  useEffect(() => {
    // Once, and when it is there: a section that is opened later keeps the focus where it is.
    if (jump.current === null || sectionOf(jump.current) !== section || search !== "") return;
    setFocus(jump.current);
    jump.current = null;
  });
  const found = search.trim() ? findFields(search) : sections.filter((s) => s.id === section);
  const tools = (
    <>
      <SearchInput
        aria-label="Search settings"
        placeholder="Search settings"
        value={search}
        onChange={(_, text) => setSearch(text)}
        onClear={() => setSearch("")}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.preventDefault();
        }}
      />
      {!search.trim() && (
        <Tabs aria-label="Sections" activeKey={section} onSelect={(_, key) => setSection(String(key))}>
          {sections.map((s) => (
            <Tab key={s.id} eventKey={s.id} title={<TabTitleText>{s.title}</TabTitleText>} tabContentId={`settings-${s.id}`} />
          ))}
        </Tabs>
      )}
    </>
  );
  return (
    <FormPage title="Global settings" header={<ObjectAudit id={settings.id} />} tools={tools} {...page} submitLabel="Save" onCancel={() => form.reset()}>
      {found.map((s) => (
        <FormSection key={s.id} id={`settings-${s.id}`} title={s.title} titleElement="h2" {...(search.trim() ? {} : { role: "tabpanel" })}>
          {s.intro && <p className="parley-muted">{s.intro}</p>}
          {s.fields.map((f) => (
            <SettingsField key={f.name} field={f} control={form.control} />
          ))}
        </FormSection>
      ))}
      {found.length === 0 && (
        <EmptyState headingLevel="h2" titleText={`Nothing matches “${search.trim()}”`} variant="sm">
          <EmptyStateBody>Try fewer letters.</EmptyStateBody>
        </EmptyState>
      )}
    </FormPage>
  );
}

function SettingsField({ field: { kind, ...field }, control }: { field: Field; control: Control<SettingsValues> }) {
  switch (kind) {
    case "switch":
      return <SwitchField control={control} {...field} />;
    case "lines":
      return <TextAreaField control={control} {...field} />;
    case "quality":
      return <SelectField control={control} {...field} options={qualities} />;
    case "encryption":
      return <SelectField control={control} {...field} options={encryptions} />;
    case "limit":
      return <TextField control={control} type="number" {...field} />;
    case "theme":
      return <ChoiceField control={control} {...field} from={ThemeChoices} none="What is built in" />;
    default:
      return <TextField control={control} type={kind} {...field} />;
  }
}

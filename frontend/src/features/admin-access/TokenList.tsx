import { Button, Form, Label, type LabelProps, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import { Controller, useForm, useWatch, type UseFormReturn } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { ApiTokensQuery as Data, ApiTokenState } from "../../gql/graphql";
import { CreateDialog } from "../../ui/admin/CreateDialog";
import { explain } from "../../ui/admin/ErrorState";
import { SelectField, TextAreaField, TextField } from "../../ui/admin/fields";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { Refusals } from "../../ui/admin/FormPage";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { atField, linesOf } from "../../ui/admin/lines";
import { useNotice } from "../../ui/admin/notices";
import { applyRefusals, type Refusal } from "../../ui/admin/refusals";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { SecretDialog } from "../../ui/admin/SecretDialog";
import { useMay, useSession } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useListFilters } from "../../ui/admin/useListFilters";
import { PermissionsQuery, TokenCreateMutation, TokenRevokeMutation, TokensQuery, TokenUpdateMutation } from "./documents";
import { PermissionChoice } from "./PermissionChoice";
import { type Permission, summary } from "./permissions";
import { endOf, lives, type Standing, standing } from "./tokens";

type Row = Data["apiTokens"]["nodes"][number];

const context = { additionalTypenames: ["ApiToken"] };
interface Values {
  name: string;
  description: string;
  scopes: string[];
  /** Days, or empty: for ever. */
  life: string;
  /** One prefix a line. */
  eventStreams: string;
  eventTypes: string;
}

const empty: Values = { name: "", description: "", scopes: ["config:read", "liveview:read", "history:read"], life: "90", eventStreams: "", eventTypes: "" };

const labels: Record<Standing, { word: string; status: NonNullable<LabelProps["status"]> }> = {
  valid: { word: "Valid", status: "success" },
  soon: { word: "Ends soon", status: "warning" },
  expired: { word: "Expired", status: "warning" },
  revoked: { word: "Revoked", status: "warning" },
};

const states = { ACTIVE: "Valid", EXPIRED: "Expired", REVOKED: "Revoked" };

const columnsFor = (permissions: readonly Permission[]): Column<Row>[] => [
  {
    label: "Name",
    isLong: true,
    render: (t) => (
      <>
        {t.name}
        {t.description && <div className="parley-muted">{t.description}</div>}
      </>
    ),
  },
  { label: "May", isLong: true, render: (t) => <May token={t} permissions={permissions} /> },
  { label: "Created", render: (t) => formatTime(t.createdAt) },
  { label: "Last used", isLong: true, render: lastUse },
  { label: "Ends", render: (t) => (t.expiresAt ? formatTime(t.expiresAt) : "never") },
  { label: "State", render: (t) => <StandingLabel token={t} /> },
  { label: "Actions", isActions: true, render: (t) => (t.state === "REVOKED" ? null : <Actions token={t} />) },
];

function StandingLabel({ token }: { token: Row }) {
  const [now] = useState(Date.now);
  const { word, status } = labels[standing(token, now)];
  return (
    <Label isCompact status={status}>
      {word}
    </Label>
  );
}

function May({ token, permissions }: { token: Row; permissions: readonly Permission[] }) {
  const restriction = reach(token);
  return (
    <>
      {summary(token.scopes, permissions)}
      {restriction && <div className="parley-muted">Events: {restriction}</div>}
    </>
  );
}

function lastUse({ lastUsedAt, lastUsedFrom }: Row) {
  if (!lastUsedAt) return "never";
  return (
    <>
      {formatTime(lastUsedAt)}
      {lastUsedFrom && <div className="parley-muted">from {lastUsedFrom}</div>}
    </>
  );
}

/** Which events it is restricted to. */
function reach({ eventStreams, eventTypes }: Row): string {
  const parts = [eventTypes.length > 0 && `types ${eventTypes.join(", ")}`, eventStreams.length > 0 && `streams ${eventStreams.join(", ")}`].filter(Boolean);
  return parts.join("; ");
}

const tokenFieldsFor = (permissions: readonly Permission[]) => (form: UseFormReturn<Values>) => <TokenFields form={form} permissions={permissions} />;

function TokenFields({ form: { control }, permissions }: { form: UseFormReturn<Values>; permissions: readonly Permission[] }) {
  const scopes = useWatch({ control, name: "scopes" });
  const events = scopes.some((s) => s.startsWith("events:"));
  return (
    <>
      <TextField control={control} name="name" label="Name" required help="Which program uses the token." />
      <TextField control={control} name="description" label="Description" />
      <SelectField control={control} name="life" label="Ends" options={lives} help="The program needs another one then." />
      <Controller
        control={control}
        name="scopes"
        render={({ field, fieldState }) => <PermissionChoice label="It may" permissions={permissions} value={field.value} onChange={field.onChange} error={fieldState.error?.message} />}
      />
      {events && (
        <>
          <TextAreaField control={control} name="eventTypes" label="Only events of types that begin with" help="One a line, such as “conference.”; empty: of all types." />
          <TextAreaField control={control} name="eventStreams" label="Only events of streams that begin with" help="One a line, such as “conference-”; empty: of all streams." />
        </>
      )}
    </>
  );
}

const lists = ["scopes", "eventStreams", "eventTypes"];

/** The API's input. A restriction of events counts only for tokens that reach events. */
function tokenInput({ name, description, scopes, life, eventStreams, eventTypes }: Values) {
  const input = { name, description, scopes, expiresAt: endOf(life, Date.now()) };
  if (!scopes.some((s) => s.startsWith("events:"))) return input;
  return { ...input, eventStreams: linesOf(eventStreams), eventTypes: linesOf(eventTypes) };
}

const tokenFilter = ({ search, state }: { search: string; state: string }) => ({ search: search || null, states: state ? [state as ApiTokenState] : null });

export function TokenList() {
  const { values, set, cursor, variables } = useListFilters({ search: "", state: "" }, tokenFilter);
  const [{ data, error, fetching }, reload] = useQuery({ query: TokensQuery, variables, context });
  const [known] = useQuery({ query: PermissionsQuery });
  const [, create] = useMutation(TokenCreateMutation);
  const may = useMay("access:write");
  const mine = useSession().scopes;
  const [secret, setSecret] = useState<string | null>(null);
  const permissions = known.data?.permissions;
  const columns = useMemo(() => columnsFor(permissions ?? []), [permissions]);
  return (
    <>
      {secret && (
        <SecretDialog
          title="The token was made"
          description="It is shown this once. Copy it to where the program finds it."
          label="API token"
          secret={secret}
          testId="token-secret"
          onClose={() => setSecret(null)}
        />
      )}
      <ListPage
        title="API tokens"
        intro="Keys for programs. A program sends one as “Authorization: Bearer …”."
        rows={data?.apiTokens.nodes}
        columns={columns}
        rowKey={(t) => t.id}
        error={error}
        fetching={fetching}
        onRetry={() => reload({ requestPolicy: "network-only" })}
        search={{ value: values.search, label: "Search tokens", onSearch: set("search") }}
        filters={
          <FilterSelect
            label="State"
            value={values.state}
            all="Any state"
            options={states}
            onFilter={set("state")}
          />
        }
        actions={
          may &&
          permissions && (
            <CreateDialog
              label="Add token"
              title="New API token"
              initial={{ ...empty, scopes: empty.scopes.filter((s) => mine.includes(s)) }}
              first="name"
              fields={tokenFieldsFor(permissions)}
              onCreate={async (v) => {
                const result = await create({ input: tokenInput(v) });
                setSecret(result.data?.apiTokenCreate.secret ?? null);
                return { error: result.error, userErrors: atField(result.data?.apiTokenCreate.userErrors, lists) };
              }}
            />
          )
        }
        empty={values.state ? { title: "No tokens in this state", body: "Others may be there." } : { title: "No API tokens yet", body: "Programs that use the API need one." }}
        paging={cursor.with(data?.apiTokens.pageInfo)}
        totalCount={data?.apiTokens.totalCount}
      />
    </>
  );
}

function Actions({ token }: { token: Row }) {
  const [, revoke] = useMutation(TokenRevokeMutation);
  const notice = useNotice();
  const [renaming, setRenaming] = useState(false);
  if (!useMay("access:write")) return null;
  return (
    <div className="parley-row-actions">
      <Button size="sm" variant="secondary" aria-label={`Rename token ${token.name}`} onClick={() => setRenaming(true)}>
        Rename
      </Button>
      {renaming && <Rename token={token} onClose={() => setRenaming(false)} />}
      <RemoveButton
        size="sm"
        verb="Revoke"
        what={`token ${token.name}`}
        consequence="Programs that use it are refused at once, and their subscriptions end."
        onRemove={async () => {
          const { data, error } = await revoke({ input: { id: token.id } });
          return removal(error, data?.apiTokenRevoke.userErrors, () => notice(`Token ${token.name} was revoked`));
        }}
      />
    </div>
  );
}

/** What a token is called; what it may do never changes. */
function Rename({ token, onClose }: { token: Row; onClose: () => void }) {
  const form = useForm({ defaultValues: { name: token.name, description: token.description } });
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [, update] = useMutation(TokenUpdateMutation);
  const notice = useNotice();
  const save = form.handleSubmit(async (values) => {
    setRefusals([]);
    const { data, error } = await update({ input: { id: token.id, expectedRevision: token.revision, ...values } });
    if (error) return setRefusals([{ code: "INTERNAL", message: explain(error) }]);
    const userErrors = data?.apiTokenUpdate.userErrors ?? [];
    if (userErrors.length > 0) return setRefusals(applyRefusals(form, userErrors));
    notice(`Token ${values.name} was saved`);
    onClose();
  });
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby="rename-title" elementToFocus={'#rename-form [name="name"]'}>
      <ModalHeader title={`Rename token ${token.name}`} labelId="rename-title" description="What it may do cannot be changed: revoke it and make another one." />
      <ModalBody>
        <Form
          id="rename-form"
          noValidate
          onSubmit={(event) => {
            form.clearErrors();
            void save(event);
          }}
        >
          <Refusals refusals={refusals} />
          <TextField control={form.control} name="name" label="Name" required />
          <TextField control={form.control} name="description" label="Description" />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="rename-form" variant="primary" isLoading={form.formState.isSubmitting} isDisabled={form.formState.isSubmitting}>
          Save
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

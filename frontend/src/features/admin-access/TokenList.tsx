import { Label } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import { Controller, useWatch, type UseFormReturn } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { ApiTokensQuery as Data } from "../../gql/graphql";
import { CreateDialog } from "../../ui/admin/CreateDialog";
import { TextAreaField, TextField } from "../../ui/admin/fields";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { atField, linesOf } from "../../ui/admin/lines";
import { useNotice } from "../../ui/admin/notices";
import { useCursor } from "../../ui/admin/paging";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { SecretDialog } from "../../ui/admin/SecretDialog";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { TokenCreateMutation, TokenRevokeMutation, TokensQuery } from "./documents";
import { allScopes, ScopeChoice } from "./ScopeChoice";

type Row = Data["apiTokens"]["nodes"][number];

const context = { additionalTypenames: ["ApiToken"] };
interface Values {
  name: string;
  scopes: string[];
  /** One prefix a line. */
  eventStreams: string;
  eventTypes: string;
}

const empty: Values = { name: "", scopes: ["config:read", "liveview:read", "history:read"], eventStreams: "", eventTypes: "" };

const columns: Column<Row>[] = [
  { label: "Name", isLong: true, render: (t) => t.name },
  { label: "May", isLong: true, render: (t) => (t.scopes.length === allScopes.length ? "everything" : t.scopes.join(", ")) },
  { label: "Events", isLong: true, render: reach },
  { label: "Created", render: (t) => formatTime(t.createdAt) },
  { label: "Ends", render: (t) => (t.expiresAt ? formatTime(t.expiresAt) : "never") },
  { label: "State", render: (t) => <Label isCompact status={t.revoked ? "warning" : "success"}>{t.revoked ? "Revoked" : "Valid"}</Label> },
  { label: "Actions", isActions: true, render: (t) => (t.revoked ? null : <Revoke token={t} />) },
];

/** Which events it is restricted to. */
function reach({ eventStreams, eventTypes }: Row): string {
  const parts = [eventTypes.length > 0 && `types ${eventTypes.join(", ")}`, eventStreams.length > 0 && `streams ${eventStreams.join(", ")}`].filter(Boolean);
  return parts.join("; ") || "not restricted";
}

const tokenFields = (form: UseFormReturn<Values>) => <TokenFields form={form} />;

function TokenFields({ form: { control } }: { form: UseFormReturn<Values> }) {
  const scopes = useWatch({ control, name: "scopes" });
  const events = scopes.some((s) => s.startsWith("events:"));
  return (
  <>
    <TextField control={control} name="name" label="Name" required help="What the token is for." />
    <Controller control={control} name="scopes" render={({ field, fieldState }) => <ScopeChoice value={field.value} onChange={field.onChange} error={fieldState.error?.message} />} />
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
function tokenInput({ name, scopes, eventStreams, eventTypes }: Values) {
  if (!scopes.some((s) => s.startsWith("events:"))) return { name, scopes };
  return { name, scopes, eventStreams: linesOf(eventStreams), eventTypes: linesOf(eventTypes) };
}

export function TokenList() {
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after }), [cursor.after]);
  const [{ data, error, fetching }, reload] = useQuery({ query: TokensQuery, variables, context });
  const [, create] = useMutation(TokenCreateMutation);
  const may = useMay("access:write");
  const [secret, setSecret] = useState<string | null>(null);
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
        actions={
          may && <CreateDialog
            label="Add token"
            title="New API token"
            initial={empty}
            first="name"
            fields={tokenFields}
            onCreate={async (v) => {
              const result = await create({ input: tokenInput(v) });
              setSecret(result.data?.apiTokenCreate.secret ?? null);
              return { error: result.error, userErrors: atField(result.data?.apiTokenCreate.userErrors, lists) };
            }}
          />
        }
        empty={{ title: "No API tokens yet", body: "Programs that use the API need one." }}
        paging={cursor.with(data?.apiTokens.pageInfo)}
        totalCount={data?.apiTokens.totalCount}
      />
    </>
  );
}

function Revoke({ token }: { token: Row }) {
  const [, revoke] = useMutation(TokenRevokeMutation);
  const notice = useNotice();
  if (!useMay("access:write")) return null;
  return (
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
  );
}

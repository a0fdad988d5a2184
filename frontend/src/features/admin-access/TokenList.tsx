import { Alert, ClipboardCopy, Label } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { ApiTokensQuery as Data } from "../../gql/graphql";
import { CreateDialog } from "../../ui/admin/CreateDialog";
import { TextField } from "../../ui/admin/fields";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { formatTime } from "../../ui/admin/time";
import { TokenCreateMutation, TokenRevokeMutation, TokensQuery } from "./documents";
import { allScopes, ScopeChoice } from "./ScopeChoice";

type Row = Data["apiTokens"]["nodes"][number];

const context = { additionalTypenames: ["ApiToken"] };
const empty: { name: string; scopes: string[] } = { name: "", scopes: ["config:read", "liveview:read", "history:read"] };

const columns: Column<Row>[] = [
  { label: "Name", render: (t) => t.name },
  { label: "May", render: (t) => (t.scopes.length === allScopes.length ? "everything" : t.scopes.join(", ")) },
  { label: "Created", render: (t) => formatTime(t.createdAt) },
  { label: "Ends", render: (t) => (t.expiresAt ? formatTime(t.expiresAt) : "never") },
  { label: "State", render: (t) => <Label isCompact status={t.revoked ? "warning" : "success"}>{t.revoked ? "Revoked" : "Valid"}</Label> },
  { label: "Actions", render: (t) => (t.revoked ? null : <Revoke token={t} />) },
];

const tokenFields = ({ control }: UseFormReturn<typeof empty>) => (
  <>
    <TextField control={control} name="name" label="Name" required help="What the token is for." />
    <Controller control={control} name="scopes" render={({ field, fieldState }) => <ScopeChoice value={field.value} onChange={field.onChange} error={fieldState.error?.message} />} />
  </>
);

export function TokenList() {
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after }), [cursor.after]);
  const [{ data, error, fetching }, reload] = useQuery({ query: TokensQuery, variables, context });
  const [, create] = useMutation(TokenCreateMutation);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <div aria-live="polite">{secret && <Secret secret={secret} onClose={() => setSecret(null)} />}</div>
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
          <CreateDialog
            label="Add token"
            title="New API token"
            initial={empty}
            fields={tokenFields}
            onCreate={async (v) => {
              const result = await create({ input: v });
              setSecret(result.data?.apiTokenCreate.secret ?? null);
              return { error: result.error, userErrors: result.data?.apiTokenCreate.userErrors };
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

function Secret({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Alert
      variant="success"
      isInline
      title="The token was made. It is shown this once."
      actionClose={
        <button type="button" className="pf-v6-c-button pf-m-link" onClick={onClose}>
          I have kept it
        </button>
      }
    >
      <ClipboardCopy isReadOnly isCode hoverTip="Copy" clickTip="Copied" textAriaLabel="API token">
        {secret}
      </ClipboardCopy>
    </Alert>
  );
}

function Revoke({ token }: { token: Row }) {
  const [, revoke] = useMutation(TokenRevokeMutation);
  return (
    <RemoveButton
      verb="Revoke"
      what={`token ${token.name}`}
      consequence="Programs that use it are refused at once, and their subscriptions end."
      onRemove={async () => {
        const { data, error } = await revoke({ input: { id: token.id } });
        return removal(error, data?.apiTokenRevoke.userErrors, () => undefined);
      }}
    />
  );
}

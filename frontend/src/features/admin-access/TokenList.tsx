import { Button, ClipboardCopy, Label, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import { Controller, type UseFormReturn } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { ApiTokensQuery as Data } from "../../gql/graphql";
import { CreateDialog } from "../../ui/admin/CreateDialog";
import { TextField } from "../../ui/admin/fields";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useNotice } from "../../ui/admin/notices";
import { useCursor } from "../../ui/admin/paging";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { TokenCreateMutation, TokenRevokeMutation, TokensQuery } from "./documents";
import { allScopes, ScopeChoice } from "./ScopeChoice";

type Row = Data["apiTokens"]["nodes"][number];

const context = { additionalTypenames: ["ApiToken"] };
const empty: { name: string; scopes: string[] } = { name: "", scopes: ["config:read", "liveview:read", "history:read"] };

const columns: Column<Row>[] = [
  { label: "Name", isLong: true, render: (t) => t.name },
  { label: "May", isLong: true, render: (t) => (t.scopes.length === allScopes.length ? "everything" : t.scopes.join(", ")) },
  { label: "Created", render: (t) => formatTime(t.createdAt) },
  { label: "Ends", render: (t) => (t.expiresAt ? formatTime(t.expiresAt) : "never") },
  { label: "State", render: (t) => <Label isCompact status={t.revoked ? "warning" : "success"}>{t.revoked ? "Revoked" : "Valid"}</Label> },
  { label: "Actions", isActions: true, render: (t) => (t.revoked ? null : <Revoke token={t} />) },
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
  const may = useMay("access:write");
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      {secret && <Secret secret={secret} onClose={() => setSecret(null)} />}
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
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby="secret-title" aria-describedby="secret-body">
      <ModalHeader title="The token was made" labelId="secret-title" description="It is shown this once. Copy it to where the program finds it." />
      <ModalBody id="secret-body">
        <ClipboardCopy isReadOnly isCode hoverTip="Copy" clickTip="Copied" textAriaLabel="API token" data-testid="token-secret">
          {secret}
        </ClipboardCopy>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      </ModalFooter>
    </Modal>
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

import { Alert, Button, Label } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { AdministratorRole, AdministratorsQuery as Data } from "../../gql/graphql";
import { CreateDialog } from "../../ui/admin/CreateDialog";
import { SelectField, TextField } from "../../ui/admin/fields";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { explain } from "../../ui/admin/ErrorState";
import { useNotice } from "../../ui/admin/notices";
import { useCursor } from "../../ui/admin/paging";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay, useSession } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { AdministratorCreateMutation, AdministratorRemoveMutation, AdministratorsQuery, AdministratorUpdateMutation } from "./documents";

type Row = Data["administrators"]["nodes"][number];

const context = { additionalTypenames: ["Administrator"] };
const empty = { username: "", displayName: "", role: "READ_WRITE", password: "" };
const roles = [
  { value: "READ_WRITE", label: "May change everything" },
  { value: "READ_ONLY", label: "May look at everything" },
];

const columns: Column<Row>[] = [
  { label: "User name", isLong: true, render: (a) => a.username },
  { label: "Name", isLong: true, render: (a) => a.displayName || "–" },
  { label: "Rights", render: (a) => roles.find((r) => r.value === a.role)?.label ?? a.role },
  { label: "State", render: (a) => <Label isCompact status={a.enabled ? "success" : "warning"}>{a.enabled ? "Enabled" : "Disabled"}</Label> },
  { label: "Last sign-in", render: (a) => formatTime(a.lastSignInAt) },
  { label: "Actions", isActions: true, render: (a) => <Actions administrator={a} /> },
];

const administratorFields = ({ control }: UseFormReturn<typeof empty>) => (
  <>
    <TextField control={control} name="username" label="User name" required autoComplete="off" />
    <TextField control={control} name="displayName" label="Name" />
    <SelectField control={control} name="role" label="Rights" options={roles} />
    <TextField control={control} name="password" label="Password" required type="password" autoComplete="new-password" help="12 to 128 characters." />
  </>
);

export function AdministratorList() {
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after }), [cursor.after]);
  const [{ data, error, fetching }, reload] = useQuery({ query: AdministratorsQuery, variables, context });
  const [, create] = useMutation(AdministratorCreateMutation);
  const may = useMay("access:write");
  return (
    <ListPage
      title="Administrators"
      intro="Local accounts of this deployment."
      rows={data?.administrators.nodes}
      columns={columns}
      rowKey={(a) => a.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      actions={
        may && <CreateDialog
          label="Add administrator"
          title="New administrator"
          initial={empty}
          first="username"
          done={(v) => `Administrator ${v.username} was added`}
          fields={administratorFields}
          onCreate={async (v) => {
            const result = await create({ input: { ...v, role: v.role as AdministratorRole } });
            return { error: result.error, userErrors: result.data?.administratorCreate.userErrors };
          }}
        />
      }
      empty={{ title: "No administrators", body: "The first one is made when the Management Node first starts." }}
      paging={cursor.with(data?.administrators.pageInfo)}
      totalCount={data?.administrators.totalCount}
    />
  );
}

function Actions({ administrator }: { administrator: Row }) {
  const [{ fetching }, update] = useMutation(AdministratorUpdateMutation);
  const [, remove] = useMutation(AdministratorRemoveMutation);
  const notice = useNotice();
  const { id, username, enabled } = administrator;
  const me = useSession().name;
  const [refusal, setRefusal] = useState<string | null>(null);
  const toggle = async () => {
    const { data, error } = await update({ input: { id, enabled: !enabled } });
    const why = error ? explain(error) : (data?.administratorUpdate.userErrors[0]?.message ?? null);
    setRefusal(why);
    if (why === null) notice(`Administrator ${username} was ${enabled ? "disabled" : "enabled"}`);
  };
  if (!useMay("access:write")) return null;
  return (
    <div className="parley-row-actions">
      <Button size="sm" variant="secondary" isDisabled={fetching || me === username} aria-label={`${enabled ? "Disable" : "Enable"} ${username}`} onClick={() => void toggle()}>
        {enabled ? "Disable" : "Enable"}
      </Button>
      <RemoveButton
        size="sm"
        what={`administrator ${username}`}
        consequence="The account and its sessions end at once."
        onRemove={async () => {
          const { data, error } = await remove({ input: { id } });
          return removal(error, data?.administratorRemove.userErrors, () => notice(`Administrator ${username} was removed`));
        }}
      />
      <div aria-live="assertive" className="parley-live">
        {refusal && <Alert variant="danger" isInline isPlain title={refusal} />}
      </div>
    </div>
  );
}

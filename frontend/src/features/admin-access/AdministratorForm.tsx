import { Alert, AlertActionLink, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { AdministratorQuery } from "../../gql/graphql";
import type { Labels } from "../../ui/admin/compare";
import { explain } from "../../ui/admin/ErrorState";
import { Facts } from "../../ui/admin/Facts";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay, useSession } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { AdministratorState } from "./AdministratorState";
import { AdministratorRemoveMutation, AdministratorUnlockMutation, AdministratorUpdateMutation } from "./documents";
import { SessionsOf } from "./SessionList";
import { SetPassword } from "./SetPassword";

type Administrator = Extract<NonNullable<AdministratorQuery["node"]>, { __typename: "Administrator" }>;

interface Values {
  displayName: string;
  roleId: string;
  enabled: boolean;
}

const valuesOf = (a: Administrator | null): Values => ({ displayName: a?.displayName ?? "", roleId: a?.assignedRole.id ?? "", enabled: a?.enabled ?? true });

interface Props {
  administrator: Administrator;
  roles: readonly { id: string; name: string }[];
  onDone: () => void;
}

export function AdministratorForm({ administrator, roles, onDone }: Props) {
  const [, update] = useMutation(AdministratorUpdateMutation);
  const [, remove] = useMutation(AdministratorRemoveMutation);
  const notice = useNotice();
  const may = useMay("access:write");
  const me = useSession().name === administrator.username;
  const { id, username, external } = administrator;
  const labels: Labels<Values> = {
    displayName: "Name",
    roleId: { label: "Role", show: (role) => roles.find((r) => r.id === role)?.name ?? "another role" },
    enabled: "May sign in",
  };
  const { form, base, leave, page } = useEntityForm<Administrator, Values>({
    entity: administrator,
    valuesOf,
    labels,
    nameOf: () => `Administrator ${username}`,
    create: () => Promise.resolve({}), // accounts are added in the list
    update: async ({ displayName, roleId, enabled }, { revision }) => {
      // Of somebody who signs in by another system only this is decided here.
      const change = external ? { enabled } : { displayName, roleId, enabled };
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...change } });
      const saved = data?.administratorUpdate.administrator;
      return { error, entity: saved && { ...saved, __typename: "Administrator" as const }, userErrors: data?.administratorUpdate.userErrors };
    },
    onCreated: onDone,
  });
  return (
    <>
      <FormPage
        title={username}
        parent={<Link to="/administrators">Administrators</Link>}
        scope="access:write"
        header={
          <>
            <Facts
              label="About the account"
              facts={[
                ["State", <AdministratorState key="state" enabled={administrator.enabled} lockedUntil={administrator.lock?.until} />],
                ["Created", formatTime(administrator.createdAt)],
                ["Last sign-in", formatTime(administrator.lastSignInAt)],
                external ? ["Signs in with", `${external.source} (${external.authority})`] : null,
                external ? ["Roles of the groups", external.roles.map((r) => r.name).join(", ") || "none"] : null,
                external ? ["Groups", external.groups.join(", ")] : null,
              ]}
            />
            <ObjectAudit id={id} />
            {administrator.lock && <Locked id={id} username={username} lock={administrator.lock} may={may} />}
          </>
        }
        {...page}
        submitLabel="Save"
        onCancel={() => leave(onDone)}
        footer={
          base && (
            <div className="parley-row-actions">
              {!external && <SetPassword id={id} username={username} />}
              <RemoveButton
                what={`administrator ${username}`}
                consequence="The account and its sessions end at once."
                onRemove={async () => {
                  const { data, error } = await remove({ input: { id } });
                  return removal(error, data?.administratorRemove.userErrors, () => {
                    notice(`Administrator ${username} was removed`);
                    leave(onDone);
                  });
                }}
              />
            </div>
          )
        }
      >
        {!external && (
          <>
            <TextField control={form.control} name="displayName" label="Name" />
            <SelectField
              control={form.control}
              name="roleId"
              label="Role"
              options={roles.map((r) => ({ value: r.id, label: r.name }))}
              help="Counts at once, for open sessions too."
            />
          </>
        )}
        <SwitchField control={form.control} name="enabled" label="May sign in" help={me ? "This is your own account: you would be signed out." : "Without it all sessions end at once."} />
      </FormPage>
      {may && (
        <section className="pf-v6-c-page__main-section">
          <Title headingLevel="h2" className="parley-gap-below">
            Open sessions
          </Title>
          <SessionsOf administratorId={id} />
        </section>
      )}
    </>
  );
}

type Lock = NonNullable<Administrator["lock"]>;

/** The account is locked: why, until when, and the way out. */
function Locked({ id, username, lock, may }: { id: string; username: string; lock: Lock; may: boolean }) {
  const [{ fetching }, unlock] = useMutation(AdministratorUnlockMutation);
  const [refusal, setRefusal] = useState<string | null>(null);
  const notice = useNotice();
  const onUnlock = async () => {
    const { data, error } = await unlock({ input: { id } });
    const why = error ? explain(error) : (data?.administratorUnlock.userErrors[0]?.message ?? null);
    setRefusal(why);
    if (why === null) notice(`Administrator ${username} was unlocked`);
  };
  return (
    <Alert
      className="parley-gap-above"
      variant="warning"
      isInline
      title={`Locked until ${formatTime(lock.until)}`}
      actionLinks={
        may && (
          <AlertActionLink isDisabled={fetching} onClick={() => void onUnlock()}>
            Unlock now
          </AlertActionLink>
        )
      }
    >
      {lock.attempts} wrong passwords were tried, the last at {formatTime(lock.since)}
      {lock.source && ` from ${lock.source}`}. Open sessions go on.
      <div aria-live="assertive">{refusal && <strong>{refusal}</strong>}</div>
    </Alert>
  );
}

import { Link } from "@tanstack/react-router";
import { Controller } from "react-hook-form";
import { useMutation } from "urql";
import type { RoleQuery } from "../../gql/graphql";
import type { Labels } from "../../ui/admin/compare";
import { Facts } from "../../ui/admin/Facts";
import { TextAreaField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { atField } from "../../ui/admin/lines";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useSession } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { RoleCreateMutation, RoleRemoveMutation, RoleUpdateMutation } from "./documents";
import { PermissionChoice } from "./PermissionChoice";
import { type Permission, summary } from "./permissions";

type Role = NonNullable<RoleQuery["role"]>;

interface Values {
  name: string;
  description: string;
  scopes: string[];
}

const valuesOf = (r: Role | null): Values => ({
  name: r?.name ?? "",
  description: r?.description ?? "",
  scopes: r ? [...r.scopes] : ["config:read", "liveview:read"],
});

const labelsFor = (permissions: readonly Permission[]): Labels<Values> => ({
  name: "Name",
  description: "Description",
  scopes: { label: "Permissions", show: (scopes) => summary(scopes, permissions) },
});

interface Props {
  role: Role | null;
  permissions: readonly Permission[];
  onDone: () => void;
}

export function RoleForm({ role, permissions, onDone }: Props) {
  const [, create] = useMutation(RoleCreateMutation);
  const [, update] = useMutation(RoleUpdateMutation);
  const [, remove] = useMutation(RoleRemoveMutation);
  const notice = useNotice();
  const mine = useSession().scopes;
  const { form, base, leave, page } = useEntityForm<Role, Values>({
    entity: role,
    valuesOf,
    labels: labelsFor(permissions),
    nameOf: (v) => `Role ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: values });
      return { error, entity: data?.roleCreate.role, userErrors: atField(data?.roleCreate.userErrors, ["scopes"]) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...values } });
      return { error, entity: data?.roleUpdate.role, userErrors: atField(data?.roleUpdate.userErrors, ["scopes"]) };
    },
    onCreated: onDone,
  });
  const beyond = base?.scopes.find((s) => !mine.includes(s));
  const fixed = base?.builtIn
    ? "This role is built in: it is always there and never changes."
    : beyond && `This role may do more than you: you do not have ${beyond} yourself.`;
  return (
    <FormPage
      title={base ? base.name : "New role"}
      parent={<Link to="/roles">Roles</Link>}
      scope="access:write"
      fixed={fixed}
      header={
        base && (
          <>
            <Facts
              label="About the role"
              facts={[
                ["Administrators", String(base.administratorCount)],
                base.createdAt ? ["Created", formatTime(base.createdAt)] : null,
              ]}
            />
            {!base.builtIn && <ObjectAudit id={base.id} />}
          </>
        )
      }
      {...page}
      submitLabel={base ? "Save" : "Add role"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`role ${base.name}`}
            consequence="Only a role that nobody has can be removed."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.roleRemove.userErrors, () => {
                notice(`Role ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={form.control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextAreaField control={form.control} name="description" label="Description" help="What the role is for." />
      <Controller
        control={form.control}
        name="scopes"
        render={({ field, fieldState }) => (
          <PermissionChoice label="Permissions" permissions={permissions} value={field.value} onChange={field.onChange} error={fieldState.error?.message} isDisabled={Boolean(fixed)} />
        )}
      />
    </FormPage>
  );
}

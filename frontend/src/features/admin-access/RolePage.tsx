import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { PermissionsQuery, RoleQuery } from "./documents";
import { RoleForm } from "./RoleForm";

const context = { additionalTypenames: ["Role"], requestPolicy: "network-only" as const };

/** A role, new or existing. */
export function RolePage() {
  const { id } = useParams({ from: "/roles/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [permissions, reloadPermissions] = useQuery({ query: PermissionsQuery });
  const [{ data, error }, reload] = useQuery({ query: RoleQuery, variables: { id }, pause: isNew, context });
  const failure = error ?? permissions.error;
  const retry = () => {
    reloadPermissions({ requestPolicy: "network-only" });
    if (!isNew) reload({ requestPolicy: "network-only" });
  };
  if (failure && (!data || !permissions.data)) return <ErrorState title="The role could not be loaded" error={failure} onRetry={retry} />;
  if (!permissions.data || (!isNew && !data)) return <Loading />;
  if (!isNew && !data?.role) return <ErrorState title="There is no such role" error={new Error("It may have been removed.")} />;
  return <RoleForm role={data?.role ?? null} permissions={permissions.data.permissions} onDone={() => void navigate({ to: "/roles" })} />;
}

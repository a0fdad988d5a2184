import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { AdministratorForm } from "./AdministratorForm";
import { AdministratorQuery, RolesQuery } from "./documents";

const context = { additionalTypenames: ["Administrator"], requestPolicy: "cache-and-network" as const };
const rolesContext = { additionalTypenames: ["Role"] };
const allRoles = { first: 100 };

/** One account. */
export function AdministratorPage() {
  const { id } = useParams({ from: "/administrators/$id" });
  const navigate = useNavigate();
  const [{ data, error }, reload] = useQuery({ query: AdministratorQuery, variables: { id }, context });
  const [roles, reloadRoles] = useQuery({ query: RolesQuery, variables: allRoles, context: rolesContext });
  const failure = error ?? roles.error;
  if (failure && (!data || !roles.data)) {
    const retry = () => {
      reload({ requestPolicy: "network-only" });
      reloadRoles({ requestPolicy: "network-only" });
    };
    return <ErrorState title="The administrator could not be loaded" error={failure} onRetry={retry} />;
  }
  if (!data || !roles.data) return <Loading />;
  if (data.node?.__typename !== "Administrator") return <ErrorState title="There is no such administrator" error={new Error("The account may have been removed.")} />;
  return <AdministratorForm administrator={data.node} roles={roles.data.roles.nodes} onDone={() => void navigate({ to: "/administrators" })} />;
}

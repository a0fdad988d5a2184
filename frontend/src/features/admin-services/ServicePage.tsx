import { Navigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { ServiceKindQuery } from "./bulkDocuments";
import { type Kind, kinds } from "./kinds";

/** Leads to the page of a service, of whatever kind it is. */
export function ServicePage() {
  const { id } = useParams({ from: "/services/$id" });
  const [{ data, error }, reload] = useQuery({ query: ServiceKindQuery, variables: { id } });
  if (error && !data) return <ErrorState title="The service could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!data) return <Loading />;
  const kind = data.node?.__typename;
  if (kind === undefined || !(kind in kinds)) return <ErrorState title="There is no such service" error={new Error("It may have been removed.")} />;
  return <Navigate to={kinds[kind as Kind].path} params={{ id }} replace />;
}

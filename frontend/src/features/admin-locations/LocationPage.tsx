import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { LocationQuery } from "./documents";
import { LocationForm } from "./LocationForm";

/** A location, new or existing. */
export function LocationPage() {
  const { id } = useParams({ from: "/locations/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: LocationQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The location could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.location) return <ErrorState title="There is no such location" error={new Error("It may have been removed.")} />;
  return (
    <LocationForm
      location={data?.location ?? null}
      warnings={data?.configurationWarnings ?? []}
      onWarned={(created) => void navigate({ to: "/locations/$id", params: { id: created } })}
      onDone={() => void navigate({ to: "/locations" })}
    />
  );
}

const context = { additionalTypenames: ["Location", "ConferencingNode"], requestPolicy: "network-only" as const };

import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { DialoutForm } from "./DialoutForm";
import { AutomaticParticipantQuery, DialoutLocationsQuery } from "./documents";

const context = { additionalTypenames: ["AutomaticParticipant", "Location", "MeetingRoom", "Auditorium"], requestPolicy: "network-only" as const };

/** An automatically dialled participant, new or existing. */
export function DialoutPage() {
  const { id } = useParams({ from: "/participants/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [places, reloadPlaces] = useQuery({ query: DialoutLocationsQuery, context });
  const [{ data, error }, reload] = useQuery({ query: AutomaticParticipantQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The participant could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (places.error && !places.data) return <ErrorState title="The locations could not be loaded" error={places.error} onRetry={() => reloadPlaces({ requestPolicy: "network-only" })} />;
  if (!places.data || (!isNew && !data)) return <Loading />;
  if (!isNew && !data?.automaticParticipant) return <ErrorState title="There is no such participant" error={new Error("It may have been removed.")} />;
  return (
    <DialoutForm
      dialout={data?.automaticParticipant ?? null}
      services={data?.services ?? { totalCount: 0, nodes: [] }}
      places={places.data.locations.nodes}
      onDone={() => void navigate({ to: "/participants" })}
    />
  );
}

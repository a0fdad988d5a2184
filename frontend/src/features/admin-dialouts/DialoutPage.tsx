import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { DialoutForm } from "./DialoutForm";
import { AutomaticParticipantQuery } from "./documents";

const context = { additionalTypenames: ["AutomaticParticipant", "MeetingRoom", "Auditorium"], requestPolicy: "network-only" as const };

/** An automatically dialled participant, new or existing. */
export function DialoutPage() {
  const { id } = useParams({ from: "/participants/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: AutomaticParticipantQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The participant could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.automaticParticipant) return <ErrorState title="There is no such participant" error={new Error("It may have been removed.")} />;
  return (
    <DialoutForm
      dialout={data?.automaticParticipant ?? null}
      services={data?.services ?? { totalCount: 0, nodes: [] }}
      onDone={() => void navigate({ to: "/participants" })}
    />
  );
}

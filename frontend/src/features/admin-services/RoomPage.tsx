import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { RoomForm } from "./RoomForm";
import { RoomQuery } from "./documents";

const context = { additionalTypenames: ["MeetingRoom", "Device"], requestPolicy: "network-only" as const };

/** A meeting room, new or existing. */
export function RoomPage() {
  const { id } = useParams({ from: "/rooms/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: RoomQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The meeting room could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.meetingRoom) return <ErrorState title="There is no such meeting room" error={new Error("It may have been removed.")} />;
  return (
    <RoomForm
      saved={data?.meetingRoom ?? null}
      warnings={data?.configurationWarnings ?? []}
      onWarned={(created) => void navigate({ to: "/rooms/$id", params: { id: created } })}
      onDone={() => void navigate({ to: "/rooms" })}
    />
  );
}

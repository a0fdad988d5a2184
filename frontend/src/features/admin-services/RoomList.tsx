import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { RoomsQuery as Data } from "../../gql/graphql";
import type { Column } from "../../ui/admin/ListPage";
import { useMay } from "../../ui/admin/session";
import { RoomsQuery } from "./documents";
import { entryColumns, ServiceList, useServiceFilters } from "./ServiceList";

type Row = Data["meetingRooms"]["nodes"][number];

const columns: Column<Row>[] = entryColumns<Row>();

const context = { additionalTypenames: ["MeetingRoom"] };

export function RoomList() {
  const filters = useServiceFilters();
  const [{ data, error, fetching }, reload] = useQuery({ query: RoomsQuery, variables: filters.variables, context });
  const may = useMay("config:write");
  return (
    <ServiceList
      kind="MeetingRoom"
      title="Meeting rooms"
      intro="Virtual Meeting Rooms: they always exist, and cost nothing while empty."
      add="Add meeting room"
      more={
        may && (
          <Link to="/rooms/import" className="pf-v6-c-button pf-m-secondary">
            <span className="pf-v6-c-button__text">Import from a file</span>
          </Link>
        )
      }
      empty={{ title: "No meeting rooms yet", body: "A room has a name and one or more aliases that people call." }}
      filters={filters}
      columns={columns}
      list={data?.meetingRooms}
      error={error}
      fetching={fetching}
      reload={reload}
    />
  );
}

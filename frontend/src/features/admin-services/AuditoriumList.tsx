import { useQuery } from "urql";
import type { AuditoriumsQuery as Data } from "../../gql/graphql";
import type { Column } from "../../ui/admin/ListPage";
import { AuditoriumsQuery } from "./documents";
import { entryColumns, ServiceList, useServiceFilters } from "./ServiceList";

type Row = Data["auditoriums"]["nodes"][number];

const columns: Column<Row>[] = entryColumns<Row>();

const context = { additionalTypenames: ["Auditorium"] };

export function AuditoriumList() {
  const filters = useServiceFilters();
  const [{ data, error, fetching }, reload] = useQuery({ query: AuditoriumsQuery, variables: filters.variables, context });
  return (
    <ServiceList
      kind="Auditorium"
      title="Auditoriums"
      intro="Virtual Auditoriums: few hosts and many guests, who see the hosts."
      add="Add auditorium"
      empty={{ title: "No auditoriums yet", body: "In an auditorium a few people speak to many." }}
      filters={filters}
      columns={columns}
      list={data?.auditoriums}
      error={error}
      fetching={fetching}
      reload={reload}
    />
  );
}

import { useQuery } from "urql";
import type { ReceptionsQuery as Data } from "../../gql/graphql";
import type { Column } from "../../ui/admin/ListPage";
import { ReceptionsQuery } from "./documents";
import { NotCarried } from "./NotCarried";
import { ServiceList, useServiceFilters } from "./ServiceList";

type Row = Data["receptions"]["nodes"][number];

const columns: Column<Row>[] = [
  { label: "Number", isLong: true, render: (r) => <span className="parley-mono">{r.matchString || "any"}</span> },
  { label: "Calls", isLong: true, render: (r) => <span className="parley-mono">{r.replaceString || "the number"}</span> },
];

const context = { additionalTypenames: ["Reception"] };

export function ReceptionList() {
  const filters = useServiceFilters();
  const [{ data, error, fetching }, reload] = useQuery({ query: ReceptionsQuery, variables: filters.variables, context });
  return (
    <ServiceList
      kind="Reception"
      title="Receptions"
      intro="Virtual Receptions: they ask callers for a number and connect them with what it leads to."
      add="Add reception"
      header={<NotCarried kind="Receptions" />}
      empty={{ title: "No receptions yet", body: "A reception has an alias that telephones and room systems can reach." }}
      filters={filters}
      columns={columns}
      list={data?.receptions}
      error={error}
      fetching={fetching}
      reload={reload}
    />
  );
}

import { useQuery } from "urql";
import type { TestCallsQuery as Data } from "../../gql/graphql";
import type { Column } from "../../ui/admin/ListPage";
import { TestCallsQuery } from "./documents";
import { NotCarried } from "./NotCarried";
import { ServiceList, useServiceFilters } from "./ServiceList";

type Row = Data["testCalls"]["nodes"][number];

const columns: Column<Row>[] = [{ label: "Duration", render: (r) => `${r.duration} s` }];

const context = { additionalTypenames: ["TestCall"] };

export function TestCallList() {
  const filters = useServiceFilters();
  const [{ data, error, fetching }, reload] = useQuery({ query: TestCallsQuery, variables: filters.variables, context });
  return (
    <ServiceList
      kind="TestCall"
      title="Test calls"
      intro="Test Calls: callers hear and see themselves, and know that their devices work."
      add="Add test call"
      header={<NotCarried kind="Test calls" />}
      empty={{ title: "No test calls yet", body: "A test call has an alias that people try their devices with." }}
      filters={filters}
      columns={columns}
      list={data?.testCalls}
      error={error}
      fetching={fetching}
      reload={reload}
    />
  );
}

import { Toolbar, ToolbarContent } from "@patternfly/react-core";
import { useEffect } from "react";
import { useQuery } from "urql";
import type { AlarmKind, AlarmLevel } from "../../gql/graphql";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, Listing } from "../../ui/admin/ListPage";
import { formatTime } from "../../ui/admin/time";
import { useListFilters } from "../../ui/admin/useListFilters";
import { byItself } from "../../ui/admin/useRefresh";
import { acknowledged, shared } from "./columns";
import { useAlarms } from "./context";
import { AlarmHistoryQuery } from "./documents";
import type { Alarm } from "./state";
import { kinds, levels, loweredWords } from "./words";

const context = { requestPolicy: "network-only" as const };

const lowered: Column<Alarm> = {
  label: "Lowered",
  render: (a) =>
    a.loweredAt ? (
      <>
        <span className="parley-nowrap">{formatTime(a.loweredAt)}</span>
        {loweredWords(a.loweredReason) && <div className="parley-muted">{loweredWords(a.loweredReason)}</div>}
      </>
    ) : (
      "Still raised"
    ),
};

const toFilter = ({ level, kind }: { level: string; kind: string }) => ({ level: level ? [level as AlarmLevel] : null, kind: kind ? [kind as AlarmKind] : null });

/** Every time that an alarm was raised, newest first. */
export function AlarmHistory() {
  const { values, set, isNarrowed, cursor, variables } = useListFilters({ level: "", kind: "" }, toFilter);
  const { value: alarms } = useAlarms();
  const [{ data, error, fetching }, reload] = useQuery({ query: AlarmHistoryQuery, variables, context });
  const position = alarms?.position;
  useEffect(() => reload(byItself), [position, reload]);
  return (
    <>
      <Toolbar className="parley-toolbar">
        <ToolbarContent>
          <FilterSelect label="Level" value={values.level} all="Every level" options={levels} onFilter={set("level")} />
          <FilterSelect label="Kind of alarm" value={values.kind} all="Every kind" options={kinds} onFilter={set("kind")} />
        </ToolbarContent>
      </Toolbar>
      <Listing
        title="Alarm history"
        rows={data?.alarms.nodes}
        columns={[...shared, lowered, acknowledged]}
        rowKey={(a) => a.id}
        error={error}
        fetching={fetching}
        onRetry={() => reload({ requestPolicy: "network-only" })}
        empty={{ title: isNarrowed ? "No alarm like that" : "No alarms yet", body: "Every alarm that is raised stays here." }}
        paging={cursor.with(data?.alarms.pageInfo)}
        totalCount={data?.alarms.totalCount}
      />
    </>
  );
}

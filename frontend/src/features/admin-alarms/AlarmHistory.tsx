import { Toolbar, ToolbarContent } from "@patternfly/react-core";
import { useEffect, useMemo, useState } from "react";
import { useQuery } from "urql";
import type { AlarmKind, AlarmLevel } from "../../gql/graphql";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, Listing } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { formatTime } from "../../ui/admin/time";
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

/** Every time that an alarm was raised, newest first. */
export function AlarmHistory() {
  const [level, setLevel] = useState("");
  const [kind, setKind] = useState("");
  const cursor = useCursor();
  const { alarms } = useAlarms();
  const variables = useMemo(
    () => ({ first: 50, after: cursor.after, filter: { level: level ? [level as AlarmLevel] : null, kind: kind ? [kind as AlarmKind] : null } }),
    [cursor.after, level, kind],
  );
  const [{ data, error, fetching }, reload] = useQuery({ query: AlarmHistoryQuery, variables, context });
  const position = alarms?.position;
  useEffect(() => reload({ requestPolicy: "network-only" }), [position, reload]);
  const choose = (set: (value: string) => void) => (value: string) => {
    cursor.reset();
    set(value);
  };
  return (
    <>
      <Toolbar className="parley-toolbar">
        <ToolbarContent>
          <FilterSelect label="Level" value={level} all="Every level" options={levels} onFilter={choose(setLevel)} />
          <FilterSelect label="Kind of alarm" value={kind} all="Every kind" options={kinds} onFilter={choose(setKind)} />
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
        empty={{ title: level || kind ? "No alarm like that" : "No alarms yet", body: "Every alarm that is raised stays here." }}
        paging={cursor.with(data?.alarms.pageInfo)}
        totalCount={data?.alarms.totalCount}
      />
    </>
  );
}

import { ExclamationTriangleIcon } from "@patternfly/react-icons";
import type { LiveState } from "./state";
import { usage } from "./usage";

/** The deployment in numbers. Trouble is counted only when there is some. */
export function Counters({ state }: { state: LiveState }) {
  const nodes = [...state.nodes.values()];
  const { max, percent } = usage(nodes);
  const online = nodes.filter((n) => n.state === "ONLINE").length;
  const trouble = nodes.filter((n) => n.state === "LATE" || n.state === "STALE" || n.state === "OFFLINE").length;
  const full = state.rejected.filter((r) => r.reason === "capacity-exceeded");
  const turnedAway = full.reduce((sum, r) => sum + r.count, 0);
  const where = full.map((r) => `${state.locations.get(r.locationId)?.name ?? "A removed location"}: ${r.count}`).join("\n");
  return (
    <dl className="live-view-counts">
      <Count number={state.participants} word={state.participants === 1 ? "participant" : "participants"} />
      <Count number={state.conferences.size} word={state.conferences.size === 1 ? "conference" : "conferences"} />
      <Count number={`${online}/${state.nodes.size}`} word="nodes online" />
      {max > 0 && <Count number={`${percent} %`} word="in use" />}
      {trouble > 0 && <Count number={trouble} word={trouble === 1 ? "node in trouble" : "nodes in trouble"} trouble />}
      {turnedAway > 0 && <Count number={turnedAway} word={turnedAway === 1 ? "call without room in the last hour" : "calls without room in the last hour"} title={where} trouble />}
      {state.alarms.error + state.alarms.warning > 0 && <Count number={state.alarms.error + state.alarms.warning} word={state.alarms.error + state.alarms.warning === 1 ? "alarm" : "alarms"} trouble />}
    </dl>
  );
}

function Count({ number, word, title, trouble = false }: { number: number | string; word: string; title?: string; trouble?: boolean }) {
  return (
    <div className={trouble ? "live-trouble" : undefined} title={title}>
      <dt>{word}</dt>
      <dd>
        {trouble && <ExclamationTriangleIcon />} {number}
      </dd>
    </div>
  );
}

import { useQuery } from "urql";
import { Facts } from "../../ui/admin/Facts";
import { formatCount, sizeWords } from "../../ui/admin/lag";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useRefresh } from "../../ui/admin/useRefresh";
import { EventLogQuery } from "./documents";

const kinds = { EMBEDDED: "In the data directory", ESDB: "In an EventStoreDB cluster" } as const;
const context = { requestPolicy: "network-only" as const };

/** How large the log is and how far it reaches. */
export function LogFacts() {
  const may = useMay("config:read");
  const [{ data }, reload] = useQuery({ query: EventLogQuery, context, pause: !may });
  useRefresh(reload, may);
  const log = data?.eventLog;
  if (!may) return null;
  return (
    <Facts
      label="The log"
      facts={[
        ["Events", log ? formatCount(log.events) : "…"],
        ["Size", log ? size(log.bytes, log.walBytes) : "…"],
        ["Kept", log ? kinds[log.kind] : "…"],
        ["Last position", <span key="newest" className="parley-mono">{log?.newestPosition ?? "…"}</span>],
        ["Complete after position", <span key="oldest" className="parley-mono">{log ? (log.oldestPosition ?? "unknown") : "…"}</span>],
        ["Last event", log ? formatTime(log.updatedAt) : "…"],
      ]}
    />
  );
}

function size(bytes: string | null | undefined, wal: string | null | undefined): string {
  if (!bytes) return "unknown";
  return wal && wal !== "0" ? `${sizeWords(bytes)}, ${sizeWords(wal)} of it in the write-ahead log` : sizeWords(bytes);
}

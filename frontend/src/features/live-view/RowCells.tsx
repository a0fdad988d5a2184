import { DesktopIcon, LockIcon, MapMarkerAltIcon, MicrophoneSlashIcon, ServerIcon, UserClockIcon, UserIcon, UsersIcon } from "@patternfly/react-icons";
import type { LiveNode, LiveParticipant } from "./state";
import type { Row } from "./tree";

const icons = {
  location: <MapMarkerAltIcon />,
  node: <ServerIcon />,
  conference: <UsersIcon />,
  participant: <UserIcon />,
};

export function RowLabel({ row }: { row: Row }) {
  const text = labelOf(row);
  return (
    <>
      <span className={`live-row-icon ${row.kind}`} aria-hidden="true">
        {icons[row.kind]}
      </span>
      <span className="live-row-text" title={text}>
        {text}
      </span>
    </>
  );
}

function labelOf(row: Row): string {
  switch (row.kind) {
    case "location":
      return row.location.name;
    case "node":
      return row.node.name;
    case "conference":
      return row.conference.name;
    case "participant":
      return row.participant.displayName;
  }
}

/** What goes on with it, in a word or a sign with a word. */
export function RowNote({ row }: { row: Row }) {
  switch (row.kind) {
    case "location":
      return null;
    case "node":
      return <NodeNote node={row.node} />;
    case "conference": {
      const count = row.conference.participants.length;
      return (
        <>
          {row.conference.locked && <Sign icon={<LockIcon />} word="locked" />}
          <span title={count === 1 ? "1 participant" : `${count} participants`}>
            {count} <span className="pf-v6-screen-reader">{count === 1 ? "participant" : "participants"}</span>
          </span>
        </>
      );
    }
    case "participant":
      return <ParticipantNote participant={row.participant} />;
  }
}

const words = { ONLINE: "", STARTING: "starting", LATE: "late", STALE: "stale", OFFLINE: "offline", NEVER_CONTACTED: "never contacted" };

function NodeNote({ node }: { node: LiveNode }) {
  const trouble = node.state === "LATE" || node.state === "STALE" || node.state === "OFFLINE";
  const word = words[node.state] || (node.load ? `${Math.round(node.load.mediaLoad)} %` : "no report");
  return <span className={trouble ? "live-trouble" : undefined}>{node.maintenance ? `${word}, maintenance` : word}</span>;
}

function ParticipantNote({ participant: p }: { participant: LiveParticipant }) {
  return (
    <>
      {p.presenting && <Sign icon={<DesktopIcon />} word="presenting" />}
      {p.muted && <Sign icon={<MicrophoneSlashIcon />} word="muted" />}
      {p.waiting && <Sign icon={<UserClockIcon />} word="waiting" />}
      <span>{roleOf(p)}</span>
    </>
  );
}

export function roleOf(p: LiveParticipant): string {
  const role = p.role === "HOST" ? "host" : p.role === "GUEST" ? "guest" : "";
  return [role, p.hasMedia ? "" : "no media"].filter(Boolean).join(", ");
}

function Sign({ icon, word }: { icon: React.ReactNode; word: string }) {
  return (
    <span className="live-sign" title={word}>
      {icon}
      <span className="pf-v6-screen-reader">{word}</span>
    </span>
  );
}

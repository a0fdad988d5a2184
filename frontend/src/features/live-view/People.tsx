import { Alert, Button, Title } from "@patternfly/react-core";
import { MicrophoneIcon, MicrophoneSlashIcon, PhoneSlashIcon, UserCheckIcon } from "@patternfly/react-icons";
import { RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay } from "../../ui/admin/session";
import { WhyHere } from "../../ui/admin/WhyHere";
import { roleOf } from "./RowCells";
import type { LiveConference, LiveParticipant, LiveState } from "./state";
import { useParticipantControl } from "./useControl";
import { whereOf } from "./words";

/** As many as anybody reads; the list beside the map has all. */
const most = 100;

/** Who is in the conference, and what can be done with each. */
export function People({ state, conference }: { state: LiveState; conference: LiveConference }) {
  const { participants } = conference;
  return (
    <>
      <Title headingLevel="h3" size="md" className="live-people-title">
        Participants
      </Title>
      {participants.length === 0 && <p className="live-view-hint">Nobody is in it.</p>}
      <ul className="live-people">
        {participants.slice(0, most).map((p) => (
          <Person key={p.id} state={state} conferenceId={conference.id} participant={p} />
        ))}
      </ul>
      {participants.length > most && <p className="live-view-hint">And {participants.length - most} more.</p>}
    </>
  );
}

function Person({ state, conferenceId, participant: p }: { state: LiveState; conferenceId: string; participant: LiveParticipant }) {
  const { busy, refusal, run } = useParticipantControl(conferenceId, p.id);
  const may = useMay("conference:control");
  const mayAsk = useMay("history:read");
  const notes = [roleOf(p), p.waiting && "waiting", p.muted && "muted", p.presenting && "presenting"].filter(Boolean).join(", ");
  return (
    <li data-testid="live-person">
      <span className="live-person-name">
        <span title={p.displayName}>{p.displayName}</span>
        <span className="live-note">{notes}</span>
      </span>
      {may && (
        <span className="live-person-actions">
          {p.waiting && (
            <Button size="sm" variant="secondary" icon={<UserCheckIcon />} aria-label={`Admit ${p.displayName}`} isDisabled={busy !== null} onClick={() => void run("ADMIT")}>
              Admit
            </Button>
          )}
          {p.hasMedia && (
            <Button
              size="sm"
              variant="plain"
              icon={p.muted ? <MicrophoneIcon /> : <MicrophoneSlashIcon />}
              aria-label={`${p.muted ? "Unmute" : "Mute"} ${p.displayName}`}
              title={p.muted ? "Unmute" : "Mute"}
              isDisabled={busy !== null}
              onClick={() => void run(p.muted ? "UNMUTE" : "MUTE")}
            />
          )}
          <RemoveButton
            size="sm"
            variant="plain"
            icon={<PhoneSlashIcon />}
            verb="Disconnect"
            what={p.displayName}
            consequence="The call ends at once. The person may call again."
            onRemove={() => run("DISCONNECT")}
          />
        </span>
      )}
      <div className="live-person-place">
        <span>{whereOf(state, p)}</span>
        {mayAsk && p.mediaNodeId && <WhyHere participantId={p.id} name={p.displayName} />}
      </div>
      <div aria-live="assertive" className="live-refusal">
        {refusal && <Alert isInline isPlain variant="danger" title={refusal} />}
      </div>
    </li>
  );
}

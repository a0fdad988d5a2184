import { Alert, Button } from "@patternfly/react-core";
import { LockIcon, LockOpenIcon, MicrophoneIcon, MicrophoneSlashIcon } from "@patternfly/react-icons";
import { RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay } from "../../ui/admin/session";
import type { LiveConference } from "./state";
import { useConferenceControl } from "./useControl";

/** What can be done with a running conference. */
export function ConferenceActions({ conference }: { conference: LiveConference }) {
  const { busy, refusal, run } = useConferenceControl(conference.id);
  if (!useMay("conference:control")) return null;
  const { locked, guestsMuted } = conference;
  return (
    <div className="live-actions" role="group" aria-label="Act on the conference">
      <Button size="sm" variant="secondary" icon={locked ? <LockOpenIcon /> : <LockIcon />} isDisabled={busy !== null} onClick={() => void run(locked ? "UNLOCK" : "LOCK")}>
        {locked ? "Unlock" : "Lock"}
      </Button>
      <Button size="sm" variant="secondary" icon={guestsMuted ? <MicrophoneIcon /> : <MicrophoneSlashIcon />} isDisabled={busy !== null} onClick={() => void run(guestsMuted ? "UNMUTE_GUESTS" : "MUTE_GUESTS")}>
        {guestsMuted ? "Unmute guests" : "Mute guests"}
      </Button>
      <RemoveButton
        size="sm"
        verb="Disconnect"
        what="everybody"
        consequence={`${conference.participants.length === 1 ? "The participant" : `All ${conference.participants.length} participants`} of ${conference.name} will be disconnected. They may call again.`}
        onRemove={() => run("DISCONNECT")}
      />
      <div aria-live="assertive" className="live-refusal">
        {refusal && <Alert isInline isPlain variant="danger" title={refusal} />}
      </div>
    </div>
  );
}

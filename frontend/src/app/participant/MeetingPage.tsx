import type { Address } from "../../lib/address";
import { ExtensionPage } from "../../features/entry/ExtensionPage";
import { Outcome } from "../../features/entry/Outcome";
import { PinPage } from "../../features/entry/PinPage";
import { Progress } from "../../features/entry/Progress";
import { endedWords, failedWords } from "../../features/entry/texts";
import { JoinPage } from "../../features/join/JoinPage";
import { useStore } from "../../ui/useStore";
import { PageFrame } from "./PageFrame";
import { StagePage } from "./StagePage";
import { useMeeting, usePreferences } from "./useMeeting";

interface Props {
  alias: string;
  address: Address;
  onOtherMeeting: () => void;
}

/** The page of a meeting, whatever state one is in. */
export function MeetingPage({ alias, address, onOtherMeeting }: Props) {
  const { local, session, actions } = useMeeting(alias);
  const [preferences, setPreferences] = usePreferences(address);
  const state = useStore(session.state);
  const { phase } = state;

  const join = () => {
    const { name, microphoneOff, cameraOff, audioOnly } = preferences;
    session.join({ name: name.trim(), microphoneOn: !microphoneOff, cameraOn: !cameraOff, audioOnly });
  };
  const rejoin = () => {
    if (!preferences.microphoneOff) void local.start("microphone", preferences.microphoneId);
    if (!preferences.cameraOff && !preferences.audioOnly) void local.start("camera", preferences.cameraId);
    join();
  };
  const cancel = () => session.cancel();

  if (phase.kind === "stage" && state.meeting !== null) {
    return (
      <StagePage
        alias={alias}
        state={state}
        meeting={state.meeting}
        session={session}
        actions={actions}
        local={local}
        preferences={preferences}
        onPreferences={setPreferences}
      />
    );
  }
  return (
    <PageFrame>
      {phase.kind === "ready" && (
        <JoinPage
          alias={alias}
          local={local}
          preferences={preferences}
          onPreferences={setPreferences}
          onJoin={join}
          onOtherMeeting={onOtherMeeting}
        />
      )}
      {(phase.kind === "connecting" || phase.kind === "stage") && (
        <Progress title="Connecting…" text={`Joining “${state.conferenceName || alias}”.`} onCancel={cancel} cancelLabel="Cancel" testId="connecting" />
      )}
      {phase.kind === "pin" && <PinPage alias={alias} {...phase} onPin={(pin) => session.submitPin(pin)} onCancel={cancel} />}
      {phase.kind === "extension" && <ExtensionPage {...phase} onExtension={(number) => session.submitExtension(number)} onCancel={cancel} />}
      {phase.kind === "waiting" && (
        <Progress
          title={phase.for === "host" ? "Waiting for the host" : "Waiting to be let in"}
          text={
            phase.for === "host"
              ? `“${state.conferenceName || alias}” begins when a host joins. Stay on this page: you come in by yourself.`
              : `“${state.conferenceName || alias}” is locked. The people inside have been told that you are here.`
          }
          onCancel={() => session.leave()}
          cancelLabel="Leave"
          testId="waiting"
        />
      )}
      {phase.kind === "ended" && (
        <Outcome words={endedWords(phase.reason)} detail={phase.reason === "other" ? phase.detail : ""} testId="ended" code={phase.reason}>
          <button type="button" className="button button--primary" onClick={rejoin} data-testid="rejoin">
            Rejoin
          </button>
          <button type="button" className="button button--plain" onClick={onOtherMeeting}>
            Other meeting
          </button>
        </Outcome>
      )}
      {phase.kind === "failed" && (
        <Outcome words={failedWords(phase.failure, alias)} detail={phase.failure === "unexpected" ? phase.detail : ""} testId="failed" code={phase.failure}>
          <button type="button" className="button button--primary" onClick={rejoin} data-testid="try-again">
            Try again
          </button>
          <button type="button" className="button button--plain" onClick={onOtherMeeting}>
            Other meeting
          </button>
        </Outcome>
      )}
    </PageFrame>
  );
}

import { useEffect, useRef, useState, type FormEvent } from "react";
import type { Preferences } from "../../lib/preferences";
import type { LocalMedia } from "../../media/local";
import { chime } from "../../media/meter";
import { Switch } from "../../ui/Controls";
import { DevicePicker, type DeviceChoice } from "../../ui/DevicePicker";
import { Icon } from "../../ui/Icon";
import { useStore } from "../../ui/useStore";
import { PermissionGuide } from "./PermissionGuide";
import { Preview } from "./Preview";
import "./join.css";

interface Props {
  alias: string;
  local: LocalMedia;
  preferences: Preferences;
  onPreferences: (change: Partial<Preferences>) => void;
  onJoin: () => void;
  onOtherMeeting: () => void;
}

/** Name, devices, preview: everything before the door. */
export function JoinPage({ alias, local, preferences, onPreferences, onJoin, onOtherMeeting }: Props) {
  const state = useStore(local.state);
  const { audioOnly, microphoneOff, cameraOff, microphoneId, cameraId } = preferences;
  const [nameMissing, setNameMissing] = useState(false);
  // On small screens the button to join matters more than the lists.
  const [roomy] = useState(() => window.matchMedia("(min-width: 801px)").matches);
  const nameField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (microphoneOff) local.stop("microphone");
    else void local.start("microphone", microphoneId);
  }, [local, microphoneOff, microphoneId]);
  useEffect(() => {
    if (cameraOff || audioOnly) local.stop("camera");
    else void local.start("camera", cameraId);
  }, [local, cameraOff, audioOnly, cameraId]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const missing = preferences.name.trim() === "";
    setNameMissing(missing);
    if (missing) nameField.current?.focus();
    else onJoin();
  };
  const retry = () => {
    if (!microphoneOff) void local.start("microphone", microphoneId);
    if (!cameraOff && !audioOnly) void local.start("camera", cameraId);
  };
  const troubled = [state.problem.camera && "camera", state.problem.microphone && "microphone"].filter(Boolean);
  const problem = state.problem.camera ?? state.problem.microphone;

  return (
    <div className="join">
      <div className="join__preview">
        <Preview
          local={state}
          name={preferences.name}
          audioOnly={audioOnly}
          onMicrophone={() => {
            if (!microphoneOff && state.microphone === null) void local.start("microphone", microphoneId);
            else onPreferences({ microphoneOff: !microphoneOff });
          }}
          onCamera={() => {
            if (!cameraOff && state.camera === null) void local.start("camera", cameraId);
            else onPreferences({ cameraOff: !cameraOff });
          }}
        />
        {problem !== null && <PermissionGuide problem={problem} what={troubled.join(" and ")} onRetry={retry} />}
      </div>
      <form className="card join__form" onSubmit={submit} noValidate>
        <div>
          <p className="join__eyebrow">Meeting</p>
          <h1 className="join__alias">{alias}</h1>
        </div>
        <div className="field">
          <label className="field__label" htmlFor="name">
            Your name
          </label>
          <input
            id="name"
            ref={nameField}
            className="input"
            value={preferences.name}
            onChange={(event) => onPreferences({ name: event.target.value })}
            autoComplete="name"
            maxLength={250}
            aria-invalid={nameMissing}
            aria-describedby={nameMissing ? "name-error" : undefined}
            data-testid="name"
          />
          {nameMissing && (
            <p id="name-error" className="field__error" role="alert">
              <Icon name="warning" size={16} />
              Enter the name the others will see.
            </p>
          )}
        </div>
        <details className="join__devices" open={roomy}>
          <summary>Microphone, camera, loudspeaker</summary>
          <DevicePicker
            microphones={state.microphones}
            cameras={state.cameras}
            speakers={state.speakers}
            chosen={preferences}
            withCamera={!audioOnly}
            onChange={(change: Partial<DeviceChoice>) => onPreferences(change)}
            onTestSpeaker={() => chime("test", preferences.speakerId)}
          />
        </details>
        <Switch
          label={
            <>
              <span className="join__switch">Audio only</span>
              <span className="field__hint">No video either way; saves bandwidth</span>
            </>
          }
          on={audioOnly}
          onChange={(on) => onPreferences({ audioOnly: on })}
          testId="audio-only"
        />
        <div className="join__actions">
          <button type="submit" className="button button--primary button--wide" data-testid="join">
            Join
          </button>
          <button type="button" className="button button--quiet button--wide" onClick={onOtherMeeting}>
            Other meeting
          </button>
        </div>
      </form>
    </div>
  );
}

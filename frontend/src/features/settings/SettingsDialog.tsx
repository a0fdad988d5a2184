import { useEffect, useState } from "react";
import type { Preferences } from "../../lib/preferences";
import type { LocalMedia } from "../../media/local";
import { chime } from "../../media/meter";
import { Switch } from "../../ui/Controls";
import { DevicePicker, type DeviceChoice } from "../../ui/DevicePicker";
import { Dialog } from "../../ui/Dialog";
import { ThemeSelect } from "../../ui/ThemeSelect";
import { useStore } from "../../ui/useStore";
import "./settings.css";

interface Props {
  local: LocalMedia;
  preferences: Preferences;
  withCamera: boolean;
  onPreferences: (change: Partial<Preferences>) => void;
  onDevice: (use: "microphone" | "camera", deviceId: string) => void;
  statistics: () => Promise<string[]>;
  onClose: () => void;
}

/** Devices, colours, sounds and what the connection measures. */
export function SettingsDialog({ local, preferences, withCamera, onPreferences, onDevice, statistics, onClose }: Props) {
  const state = useStore(local.state);
  const change = (choice: Partial<DeviceChoice>) => {
    onPreferences(choice);
    if (choice.microphoneId !== undefined) onDevice("microphone", choice.microphoneId);
    if (choice.cameraId !== undefined) onDevice("camera", choice.cameraId);
  };
  return (
    <Dialog title="Settings" onClose={onClose} testId="settings-dialog">
      <div className="settings">
        <DevicePicker
          microphones={state.microphones}
          cameras={state.cameras}
          speakers={state.speakers}
          chosen={preferences}
          withCamera={withCamera}
          onChange={change}
          onTestSpeaker={() => chime("test", preferences.speakerId)}
        />
        <ThemeSelect />
        <div>
          <Switch label="Sounds for messages and people who knock" on={preferences.sounds} onChange={(sounds) => onPreferences({ sounds })} />
          <Switch label="Single-key shortcuts" on={preferences.shortcuts} onChange={(on) => onPreferences({ shortcuts: on })} />
        </div>
        <Statistics read={statistics} />
      </div>
    </Dialog>
  );
}

function Statistics({ read }: { read: () => Promise<string[]> }) {
  const [open, setOpen] = useState(false);
  const [lines, setLines] = useState<string[]>([]);
  useEffect(() => {
    if (!open) return undefined;
    let current = true;
    const refresh = () => void read().then((next) => current && setLines(next));
    refresh();
    const timer = setInterval(refresh, 2000);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, [open, read]);
  return (
    <details className="settings__details" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Connection statistics</summary>
      {lines.length === 0 ? (
        <p className="muted">No call is connected.</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </details>
  );
}

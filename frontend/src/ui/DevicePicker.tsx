import { Select } from "./Controls";

export interface DeviceChoice {
  microphoneId: string;
  cameraId: string;
  speakerId: string;
}

interface Props {
  microphones: MediaDeviceInfo[];
  cameras: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
  chosen: DeviceChoice;
  withCamera: boolean;
  onChange: (change: Partial<DeviceChoice>) => void;
  onTestSpeaker: () => void;
}

/** Which microphone, camera and loudspeaker to use. */
export function DevicePicker({ microphones, cameras, speakers, chosen, withCamera, onChange, onTestSpeaker }: Props) {
  return (
    <div className="devices">
      <Select
        label="Microphone"
        value={known(chosen.microphoneId, microphones)}
        options={options(microphones, "microphone")}
        onChange={(microphoneId) => onChange({ microphoneId })}
        testId="select-microphone"
      />
      {withCamera && (
        <Select
          label="Camera"
          value={known(chosen.cameraId, cameras)}
          options={options(cameras, "camera")}
          onChange={(cameraId) => onChange({ cameraId })}
          testId="select-camera"
        />
      )}
      <div className="devices__speaker">
        <Select
          label="Loudspeaker"
          value={known(chosen.speakerId, speakers)}
          options={options(speakers, "loudspeaker")}
          onChange={(speakerId) => onChange({ speakerId })}
          testId="select-speaker"
        />
        <button type="button" className="button button--plain" onClick={onTestSpeaker}>
          Test<span className="visually-hidden"> the loudspeaker</span>
        </button>
      </div>
    </div>
  );
}

/** A device of an earlier visit that is not there now counts as the default. */
function known(id: string, devices: MediaDeviceInfo[]): string {
  return devices.some((d) => d.deviceId === id) ? id : "";
}

function options(devices: MediaDeviceInfo[], what: string): { value: string; label: string }[] {
  const rest = devices.filter((d) => d.deviceId !== "default");
  return [
    { value: "", label: rest.length === 0 ? `Default ${what}` : "Default of this computer" },
    ...rest.map((device, index) => ({
      value: device.deviceId,
      label: device.label === "" ? `${what.charAt(0).toUpperCase()}${what.slice(1)} ${index + 1}` : device.label,
    })),
  ];
}

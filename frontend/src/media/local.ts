// The participant's own devices: microphone and camera as tracks, which of them
// are there, and what went wrong. One object lives from the join page through
// the meeting; calls come and go and borrow its tracks.

import { createStore } from "../lib/store";
import { deviceProblem, type DeviceProblem } from "./deviceerror";

export type DeviceUse = "microphone" | "camera";

export interface LocalState {
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  /** A device is being asked for. */
  busy: Record<DeviceUse, boolean>;
  problem: Record<DeviceUse, DeviceProblem | null>;
  microphones: MediaDeviceInfo[];
  cameras: MediaDeviceInfo[];
  speakers: MediaDeviceInfo[];
}

const audioConstraints: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
const videoConstraints: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30, max: 30 },
};

export class LocalMedia {
  readonly state = createStore<LocalState>({
    microphone: null,
    camera: null,
    busy: { microphone: false, camera: false },
    problem: { microphone: null, camera: null },
    microphones: [],
    cameras: [],
    speakers: [],
  });
  /** Counts requests per device, so that an answer that was overtaken is dropped. */
  readonly #latest: Record<DeviceUse, number> = { microphone: 0, camera: 0 };

  /** Follows devices being plugged in and out, until the answer is called. */
  watch(): () => void {
    const onDevices = () => void this.listDevices();
    navigator.mediaDevices?.addEventListener("devicechange", onDevices);
    return () => navigator.mediaDevices?.removeEventListener("devicechange", onDevices);
  }

  /** Starts (or exchanges) a device. Answers whether it runs. */
  async start(use: DeviceUse, deviceId: string): Promise<boolean> {
    const request = ++this.#latest[use];
    this.#patch({ busy: { ...this.state.get().busy, [use]: true } });
    try {
      const track = await open(use, deviceId);
      if (request !== this.#latest[use]) {
        track.stop();
        return false;
      }
      track.addEventListener("ended", () => {
        // Unplugged, or taken away by the browser.
        if (this.state.get()[use] === track) this.#replace(use, null, "missing");
      });
      this.#replace(use, track, null);
      await this.listDevices();
      return true;
    } catch (cause) {
      if (request !== this.#latest[use]) return false;
      const { name, message } = cause as Partial<Error>;
      this.#replace(use, null, deviceProblem(name ?? "", message ?? ""));
      await this.listDevices();
      return false;
    } finally {
      if (request === this.#latest[use]) this.#patch({ busy: { ...this.state.get().busy, [use]: false } });
    }
  }

  /** Stops a device; its light goes off. */
  stop(use: DeviceUse): void {
    this.#latest[use]++;
    this.#patch({ busy: { ...this.state.get().busy, [use]: false } });
    this.#replace(use, null, null);
  }

  async listDevices(): Promise<void> {
    const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
    const of = (kind: MediaDeviceKind) => devices.filter((d) => d.kind === kind && d.deviceId !== "");
    this.#patch({ microphones: of("audioinput"), cameras: of("videoinput"), speakers: of("audiooutput") });
  }

  stopAll(): void {
    this.stop("microphone");
    this.stop("camera");
  }

  #replace(use: DeviceUse, track: MediaStreamTrack | null, problem: DeviceProblem | null): void {
    const now = this.state.get();
    if (now[use] !== track) now[use]?.stop();
    this.#patch({ [use]: track, problem: { ...now.problem, [use]: problem } });
  }

  #patch(change: Partial<LocalState>): void {
    this.state.update((now) => ({ ...now, ...change }));
  }
}

async function open(use: DeviceUse, deviceId: string): Promise<MediaStreamTrack> {
  // Absent in pages without encryption, whatever the types say.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices === undefined) throw new DOMException("no encryption", "InsecureContextError");
  const base = use === "microphone" ? audioConstraints : videoConstraints;
  const request = (wanted: MediaTrackConstraints) =>
    devices.getUserMedia(use === "microphone" ? { audio: wanted } : { video: wanted });
  let stream: MediaStream;
  try {
    stream = await request(deviceId === "" ? base : { ...base, deviceId: { exact: deviceId } });
  } catch (cause) {
    // The device of last time may be gone; any other is better than none.
    const missing = cause instanceof DOMException && ["OverconstrainedError", "NotFoundError"].includes(cause.name);
    if (!missing || deviceId === "") throw cause;
    stream = await request(base);
  }
  const [track] = stream.getTracks();
  if (track === undefined) throw new DOMException("no track", "NotFoundError");
  return track;
}

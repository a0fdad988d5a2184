// What a participant and a host can do on the stage. Each action answers
// nothing: what came of it arrives as events, a refusal as a notice.

import { toFailure } from "../../lib/api/failure";
import { withMessage } from "../../lib/meeting/state";
import type { DeviceUse } from "../local";
import type { Session } from "./session";
import { commandRefusal } from "./state";

export class Actions {
  readonly #session: Session;
  #reported: Promise<void> = Promise.resolve();

  constructor(session: Session) {
    this.#session = session;
  }

  async toggleMicrophone(deviceId: string): Promise<void> {
    const { microphoneOn, meeting } = this.#session.state.get();
    const muted = meeting?.people.get(meeting.self)?.muted === true;
    if (microphoneOn && !muted) {
      this.#session.patch({ microphoneOn: false });
    } else {
      if (muted && !(await this.#ofSelf("unmute", "Unmute"))) return;
      if (this.#session.local.state.get().microphone === null) await this.#session.local.start("microphone", deviceId);
      this.#session.patch({ microphoneOn: true });
    }
    await this.reportDevices();
  }

  async toggleCamera(deviceId: string): Promise<void> {
    const { cameraOn } = this.#session.state.get();
    if (cameraOn && this.#session.local.state.get().camera !== null) {
      this.#session.local.stop("camera");
      this.#session.patch({ cameraOn: false });
    } else {
      const running = await this.#session.local.start("camera", deviceId);
      this.#session.patch({ cameraOn: running });
    }
    await this.reportDevices();
  }

  async changeDevice(use: DeviceUse, deviceId: string): Promise<void> {
    const { cameraOn } = this.#session.state.get();
    if (use === "microphone" || cameraOn) await this.#session.local.start(use, deviceId);
    await this.#updateTracks();
  }

  /**
   * Sends the tracks as they are, and tells the others what is off. One report
   * after the other: two on their way at once could arrive in the wrong order.
   */
  reportDevices(): Promise<void> {
    this.#reported = this.#reported.then(() => this.#report());
    return this.#reported;
  }

  async #report(): Promise<void> {
    await this.#updateTracks();
    const { microphoneOn, cameraOn, audioOnly } = this.#session.state.get();
    const { microphone } = this.#session.local.state.get();
    await Promise.all([
      this.#ofSelf(microphoneOn && microphone !== null ? "client_unmute" : "client_mute", ""),
      audioOnly ? Promise.resolve(true) : this.#ofSelf(cameraOn ? "video_unmuted" : "video_muted", ""),
    ]);
  }

  async startSharing(): Promise<void> {
    let stream: MediaStream;
    try {
      stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { ideal: 15, max: 30 } },
        audio: false,
      });
    } catch (cause) {
      const { name } = cause as Partial<Error>;
      if (name !== "NotAllowedError") this.#session.notify("Your screen could not be shared", true);
      return;
    }
    const [track] = stream.getVideoTracks();
    if (track === undefined) return;
    track.contentHint = "detail";
    track.addEventListener("ended", () => void this.stopSharing());
    this.#session.patch({ screen: stream });
    await this.#updateTracks();
    await this.retakeFloor();
  }

  async stopSharing(): Promise<void> {
    if (this.#session.state.get().screen === null) return;
    await this.dropScreen();
    await this.#ofSelf("release_floor", "");
  }

  async retakeFloor(): Promise<void> {
    if (!(await this.#ofSelf("take_floor", "Present"))) await this.dropScreen();
  }

  /** Ends the capture without a word to the node: it does not show it any more. */
  async dropScreen(): Promise<void> {
    for (const track of this.#session.state.get().screen?.getTracks() ?? []) track.stop();
    this.#session.patch({ screen: null });
    await this.#updateTracks();
  }

  async sendMessage(text: string): Promise<boolean> {
    const sent = await this.#command("message", { type: "text/plain", payload: text }, "Message not sent");
    const { meeting } = this.#session.state.get();
    if (sent && meeting !== null) {
      const from = meeting.people.get(meeting.self)?.name ?? "You";
      const message = { from, fromId: meeting.self, own: true, text, at: Date.now() };
      this.#session.patch({ meeting: withMessage(meeting, message) });
    }
    return sent;
  }

  raiseHand(up: boolean): Promise<boolean> {
    return this.#ofSelf(up ? "buzz" : "clearbuzz", up ? "Raise hand" : "Lower hand");
  }

  // What hosts do with others.
  mute(id: string, on: boolean): Promise<boolean> {
    return this.#of(id, on ? "mute" : "unmute", {}, on ? "Mute" : "Unmute");
  }
  remove(id: string): Promise<boolean> {
    return this.#of(id, "disconnect", {}, "Remove");
  }
  admit(id: string): Promise<boolean> {
    return this.#of(id, "unlock", {}, "Admit");
  }
  setHost(id: string, host: boolean): Promise<boolean> {
    return this.#of(id, "role", { role: host ? "chair" : "guest" }, "Change role");
  }
  spotlight(id: string, on: boolean): Promise<boolean> {
    return this.#of(id, on ? "spotlighton" : "spotlightoff", {}, "Spotlight");
  }
  lowerHand(id: string): Promise<boolean> {
    return this.#of(id, "clearbuzz", {}, "Lower hand");
  }
  lock(on: boolean): Promise<boolean> {
    return this.#command(on ? "lock" : "unlock", {}, on ? "Lock" : "Unlock");
  }
  muteGuests(on: boolean): Promise<boolean> {
    return this.#command(on ? "muteguests" : "unmuteguests", {}, on ? "Mute guests" : "Unmute guests");
  }
  endForAll(): Promise<boolean> {
    return this.#command("disconnect", {}, "End the meeting");
  }

  async #updateTracks(): Promise<void> {
    this.#session.tracks();
    await this.#session.membership?.keeper.updateTracks();
  }

  #ofSelf(verb: string, what: string): Promise<boolean> {
    return this.#of(this.#session.state.get().meeting?.self ?? "", verb, {}, what);
  }

  #of(id: string, verb: string, body: object, what: string): Promise<boolean> {
    return this.#command(`participants/${id}/${verb}`, body, what);
  }

  /** With an empty `what` a refusal goes unsaid: the next report mends it. */
  async #command(path: string, body: object, what: string): Promise<boolean> {
    const { membership, client } = this.#session;
    if (membership === null) return false;
    try {
      await client.post(path, body, membership.signal);
      return true;
    } catch (cause) {
      if (!membership.signal.aborted && what !== "") this.#session.notify(commandRefusal(toFailure(cause), what), true);
      return false;
    }
  }
}

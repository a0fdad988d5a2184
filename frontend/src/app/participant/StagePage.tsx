import { useCallback, useMemo, useRef, useState } from "react";
import { ChatPanel } from "../../features/chat/ChatPanel";
import { Notices } from "../../features/notices/Notices";
import type { PersonAct } from "../../features/people/menu";
import { PeoplePanel } from "../../features/people/PeoplePanel";
import { SettingsDialog } from "../../features/settings/SettingsDialog";
import { keyOf } from "../../features/shortcuts/shortcuts";
import { ShortcutsDialog } from "../../features/shortcuts/ShortcutsDialog";
import { useShortcuts } from "../../features/shortcuts/useShortcuts";
import { AudioSinks } from "../../features/stage/AudioSinks";
import { Stage } from "../../features/stage/Stage";
import { Toolbar } from "../../features/toolbar/Toolbar";
import type { MeetingState } from "../../lib/meeting/state";
import type { Preferences } from "../../lib/preferences";
import type { LocalMedia } from "../../media/local";
import type { Actions } from "../../media/session/actions";
import type { Session } from "../../media/session/session";
import type { Notice, SessionState } from "../../media/session/state";
import { tiles } from "../../media/slots";
import { statisticsLines } from "../../media/statistics";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { useStore } from "../../ui/useStore";
import { CallBanner } from "./CallBanner";
import { moreItems } from "./moreItems";
import { StageHeader } from "./StageHeader";
import { useRinger } from "./useRinger";
import { useWakeLock } from "./useWakeLock";

interface Props {
  alias: string;
  state: SessionState;
  meeting: MeetingState;
  session: Session;
  actions: Actions;
  local: LocalMedia;
  preferences: Preferences;
  onPreferences: (change: Partial<Preferences>) => void;
}

type Overlay = "settings" | "shortcuts" | "end" | { remove: string } | null;
type Panel = "chat" | "people" | null;

/** In the meeting: the stage, its controls and panels. */
export function StagePage(props: Props) {
  const { alias, state, meeting, session, actions, local, preferences, onPreferences } = props;
  const devices = useStore(local.state);
  const [panel, setPanel] = useState<Panel>(null);
  const [overlay, setOverlay] = useState<Overlay>(null);
  const [soundBlocked, setSoundBlocked] = useState(false);
  const [chatRead, setChatRead] = useState(meeting.chatCount);
  const toolbar = useRef<HTMLDivElement>(null);
  const self = meeting.people.get(meeting.self);
  const isHost = self?.role === "host";
  const present = Array.from(meeting.people.values()).filter((p) => !p.waiting);
  const waiting = meeting.people.size - present.length;
  const call = session.membership?.keeper.call ?? null;
  const shown = useMemo(() => tiles(meeting, state.call.callId), [meeting, state.call.callId]);
  // The streams of a call are there once it has an answer.
  const audio = useMemo(() => (state.call.callId === "" || call === null ? [] : call.audioStreams()), [call, state.call.callId]);

  useRinger(state.notices, preferences, panel === "chat");
  useWakeLock();

  const openPanel = (which: Panel) => {
    if (panel === "chat") setChatRead(meeting.chatCount);
    setPanel(which);
  };
  const closePanel = () => {
    if (panel !== null) focusTool(toolbar.current, panel);
    openPanel(null);
  };
  const togglePanel = (which: "chat" | "people") => (panel === which ? closePanel() : openPanel(which));
  const share = () => void (state.screen === null ? actions.startSharing() : actions.stopSharing());
  const hand = () => void actions.raiseHand(self?.handSince === 0);
  const toggleView = () => onPreferences({ view: preferences.view === "grid" ? "speaker" : "grid" });
  const microphone = () => void actions.toggleMicrophone(preferences.microphoneId);
  const camera = () => void (state.audioOnly || actions.toggleCamera(preferences.cameraId));

  useShortcuts(preferences.shortcuts, (act) => {
    if (act === "microphone") microphone();
    else if (act === "camera") camera();
    else if (act === "share") share();
    else if (act === "hand") hand();
    else if (act === "chat" || act === "people") togglePanel(act);
    else if (act === "view") toggleView();
    else if (act === "help") setOverlay("shortcuts");
    else if (act === "toolbar") toolbar.current?.querySelector("button")?.focus();
  });

  const onPerson = (act: PersonAct, id: string) => {
    if (act === "remove") setOverlay({ remove: id });
    else if (act === "mute" || act === "unmute") void actions.mute(id, act === "mute");
    else if (act === "spotlight" || act === "unspotlight") void actions.spotlight(id, act === "spotlight");
    else if (act === "make-host" || act === "make-guest") void actions.setHost(id, act === "make-host");
    else void actions.lowerHand(id);
  };
  const dismiss = useCallback((key: number) => session.dismiss(key), [session]);
  const statistics = useCallback(async () => {
    const report = await session.membership?.keeper.call?.stats();
    return report === undefined ? [] : statisticsLines(report.values() as Iterable<{ type: string }>);
  }, [session]);
  const relevant = (notice: Notice) =>
    notice.kind === "knock"
      ? panel !== "people" && meeting.people.get(notice.personId ?? "")?.waiting === true
      : notice.kind !== "chat" || panel !== "chat";

  const noDevice = { microphone: devices.problem.microphone !== null, camera: devices.problem.camera !== null };
  return (
    <div className="meeting" data-panel={panel ?? undefined}>
      <StageHeader name={state.conferenceName || alias} locked={meeting.conference.locked} guestsMuted={meeting.conference.guestsMuted} />
      <main className="meeting__main">
        <div className="meeting__stage">
          <CallBanner
            state={state}
            soundBlocked={soundBlocked}
            onRetry={() => session.membership?.keeper.start()}
            onSound={() => {
              setSoundBlocked(false);
              for (const element of document.querySelectorAll("audio")) void element.play().catch(() => setSoundBlocked(true));
            }}
          />
          <Stage
            tiles={shown}
            view={preferences.view}
            stream={(mid) => (state.call.callId === "" ? null : (call?.stream(mid) ?? null))}
            camera={state.cameraOn ? devices.camera : null}
            onMore={() => openPanel("people")}
          />
          {present.length === 1 && <Alone />}
          <Notices notices={state.notices} relevant={relevant} onDismiss={dismiss} onAdmit={isHost ? (id) => void actions.admit(id) : null} />
        </div>
        {panel === "chat" && (
          <ChatPanel messages={meeting.chat} enabled={meeting.conference.chatEnabled} onSend={(text) => actions.sendMessage(text)} onClose={closePanel} />
        )}
        {panel === "people" && (
          <PeoplePanel
            people={meeting.people}
            self={meeting.self}
            isHost={isHost}
            locked={meeting.conference.locked}
            guestsMuted={meeting.conference.guestsMuted}
            onAct={onPerson}
            onAdmit={(id) => void actions.admit(id)}
            onReject={(id) => void actions.remove(id)}
            onLock={(on) => void actions.lock(on)}
            onMuteGuests={(on) => void actions.muteGuests(on)}
            onClose={closePanel}
          />
        )}
      </main>
      <footer>
        <Toolbar
          ref={toolbar}
          microphone={{ on: state.microphoneOn && devices.microphone !== null, mutedByHost: self?.muted === true, trouble: noDevice.microphone }}
          camera={{ on: state.cameraOn && devices.camera !== null, available: !state.audioOnly, trouble: noDevice.camera }}
          sharing={state.screen !== null}
          mayShare={mayShare(state, meeting)}
          handUp={(self?.handSince ?? 0) > 0}
          chat={{ open: panel === "chat", unread: panel === "chat" ? 0 : meeting.chatCount - chatRead }}
          people={{ open: panel === "people", count: present.length, waiting: isHost ? waiting : 0 }}
          more={moreItems({
            isHost,
            meeting,
            view: preferences.view,
            sharing: state.screen !== null,
            mayShare: mayShare(state, meeting),
            handUp: (self?.handSince ?? 0) > 0,
            onShare: share,
            onHand: hand,
            onView: toggleView,
            onLock: (on) => void actions.lock(on),
            onMuteGuests: (on) => void actions.muteGuests(on),
            onCopyLink: () => void copyLink(session),
            onSettings: () => setOverlay("settings"),
            onShortcuts: () => setOverlay("shortcuts"),
            onEnd: () => setOverlay("end"),
          })}
          shortcut={(act) => (preferences.shortcuts ? keyOf(act) : "")}
          onMicrophone={microphone}
          onCamera={camera}
          onShare={share}
          onHand={hand}
          onChat={() => togglePanel("chat")}
          onPeople={() => togglePanel("people")}
          onLeave={() => session.leave()}
        />
      </footer>
      <AudioSinks streams={audio} speakerId={preferences.speakerId} onBlocked={useCallback(() => setSoundBlocked(true), [])} />
      {overlay === "settings" && (
        <SettingsDialog
          local={local}
          preferences={preferences}
          withCamera={!state.audioOnly}
          onPreferences={onPreferences}
          onDevice={(use, id) => void actions.changeDevice(use, id)}
          statistics={statistics}
          onClose={() => setOverlay(null)}
        />
      )}
      {overlay === "shortcuts" && (
        <ShortcutsDialog enabled={preferences.shortcuts} onEnabled={(on) => onPreferences({ shortcuts: on })} onClose={() => setOverlay(null)} />
      )}
      {overlay === "end" && (
        <ConfirmDialog
          title="End the meeting for everyone?"
          text="All participants are disconnected at once."
          action="End for everyone"
          onConfirm={() => void actions.endForAll()}
          onClose={() => setOverlay(null)}
        />
      )}
      {overlay !== null && typeof overlay === "object" && (
        <ConfirmDialog
          title={`Remove ${meeting.people.get(overlay.remove)?.name ?? "this participant"}?`}
          text="They are disconnected at once, and can join again with the meeting’s address."
          action="Remove"
          onConfirm={() => void actions.remove(overlay.remove)}
          onClose={() => setOverlay(null)}
        />
      )}
    </div>
  );
}

function Alone() {
  return (
    <p className="meeting__alone" data-testid="alone">
      You are the only one here. Others join with this page’s address.
    </p>
  );
}

function mayShare(state: SessionState, meeting: MeetingState): boolean {
  // Phones have no screen capture.
  const possible = typeof navigator.mediaDevices?.getDisplayMedia === "function";
  return possible && !state.audioOnly && (meeting.conference.mayPresent || state.screen !== null);
}

function focusTool(toolbar: HTMLElement | null, which: string): void {
  toolbar?.querySelector<HTMLElement>(`[data-testid="${which}"]`)?.focus();
}

async function copyLink(session: Session): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.origin + window.location.pathname);
    session.notify("The meeting link is in the clipboard", false);
  } catch {
    session.notify("Your browser did not let us copy: take the link from the address bar", true);
  }
}

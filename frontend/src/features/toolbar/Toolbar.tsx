import type { ReactNode, RefObject } from "react";
import { Icon, type IconName } from "../../ui/Icon";
import { Menu, type MenuItem } from "../../ui/Menu";
import "./toolbar.css";

export interface ToolbarProps {
  ref?: RefObject<HTMLDivElement | null>;
  microphone: { on: boolean; mutedByHost: boolean; trouble: boolean };
  camera: { on: boolean; available: boolean; trouble: boolean };
  sharing: boolean;
  mayShare: boolean;
  handUp: boolean;
  chat: { open: boolean; unread: number };
  people: { open: boolean; count: number; waiting: number };
  more: MenuItem[];
  shortcut: (act: "microphone" | "camera" | "share" | "hand" | "chat" | "people") => string;
  onMicrophone: () => void;
  onCamera: () => void;
  onShare: () => void;
  onHand: () => void;
  onChat: () => void;
  onPeople: () => void;
  onLeave: () => void;
}

/** The controls of the stage, the most wanted in the middle. */
export function Toolbar(props: ToolbarProps) {
  const { microphone, camera, sharing, mayShare, handUp, chat, people, more, shortcut } = props;
  const microphoneOn = microphone.on && !microphone.mutedByHost;
  return (
    <div ref={props.ref} className="toolbar" role="group" aria-label="Meeting controls" data-testid="toolbar">
      <Tool
        icon={microphoneOn ? "mic" : "micOff"}
        label={microphoneOn ? "Mute" : "Unmute"}
        hint={microphone.mutedByHost ? "Muted by a host" : undefined}
        keyName={shortcut("microphone")}
        off={!microphoneOn}
        trouble={microphone.trouble}
        onClick={props.onMicrophone}
        testId="mute"
      />
      {camera.available && (
        <Tool
          icon={camera.on ? "camera" : "cameraOff"}
          label={camera.on ? "Stop video" : "Start video"}
          keyName={shortcut("camera")}
          off={!camera.on}
          trouble={camera.trouble}
          onClick={props.onCamera}
          testId="camera"
        />
      )}
      {mayShare && (
        <Tool
          icon={sharing ? "screenOff" : "screen"}
          label={sharing ? "Stop sharing" : "Share"}
          keyName={shortcut("share")}
          active={sharing}
          onClick={props.onShare}
          testId="share"
          wideOnly
        />
      )}
      <Tool
        icon="hand"
        label={handUp ? "Lower hand" : "Raise hand"}
        keyName={shortcut("hand")}
        active={handUp}
        onClick={props.onHand}
        testId="hand"
        wideOnly
      />
      <Tool icon="chat" label="Chat" keyName={shortcut("chat")} active={chat.open} expanded={chat.open} onClick={props.onChat} testId="chat">
        {chat.unread > 0 && (
          <span className="tool__badge" data-testid="unread">
            {chat.unread > 99 ? "99+" : chat.unread}
            <span className="visually-hidden"> unread</span>
          </span>
        )}
      </Tool>
      <Tool icon="people" label="People" keyName={shortcut("people")} active={people.open} expanded={people.open} onClick={props.onPeople} testId="people">
        <span className={people.waiting > 0 ? "tool__badge" : "tool__count"}>
          {people.waiting > 0 ? people.waiting : people.count}
          <span className="visually-hidden">{people.waiting > 0 ? " waiting" : " in the meeting"}</span>
        </span>
      </Tool>
      <Menu label="More" items={more} buttonClass="tool" testId="more">
        <span className="tool__icon">
          <Icon name="more" size={22} />
        </span>
        <span className="tool__label" aria-hidden="true">
          More
        </span>
      </Menu>
      <button type="button" className="tool tool--leave" onClick={props.onLeave} title="Leave" data-testid="leave">
        <span className="tool__icon">
          <Icon name="leave" size={22} />
        </span>
        <span className="tool__label">Leave</span>
      </button>
    </div>
  );
}

interface ToolProps {
  icon: IconName;
  label: string;
  hint?: string | undefined;
  keyName: string;
  off?: boolean;
  active?: boolean;
  trouble?: boolean;
  expanded?: boolean;
  wideOnly?: boolean;
  onClick: () => void;
  testId: string;
  children?: ReactNode;
}

function Tool({ icon, label, hint, keyName, off, active, trouble, expanded, wideOnly, onClick, testId, children }: ToolProps) {
  const says = [label, hint].filter(Boolean).join(". ");
  return (
    <button
      type="button"
      className={`tool${wideOnly === true ? " tool--wide" : ""}`}
      data-off={off === true ? "" : undefined}
      data-active={active === true ? "" : undefined}
      aria-expanded={expanded}
      aria-keyshortcuts={keyName === "" ? undefined : keyName}
      title={keyName === "" ? says : `${says} (${keyName})`}
      onClick={onClick}
      data-testid={testId}
    >
      <span className="tool__icon">
        <Icon name={icon} size={22} />
        {trouble === true && (
          <span className="tool__trouble">
            <Icon name="warning" size={13} />
            <span className="visually-hidden">Not available. </span>
          </span>
        )}
        {children}
      </span>
      <span className="tool__label">{label}</span>
      {hint !== undefined && <span className="visually-hidden">. {hint}</span>}
    </button>
  );
}

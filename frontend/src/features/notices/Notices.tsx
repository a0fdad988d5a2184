import { useEffect, useRef, useState } from "react";
import type { Notice } from "../../media/session/state";
import { Icon, type IconName } from "../../ui/Icon";
import "./notices.css";

interface Props {
  notices: readonly Notice[];
  /** Whether a notice is still worth showing. */
  relevant: (notice: Notice) => boolean;
  onDismiss: (key: number) => void;
  /** Lets somebody in who knocks; absent for those who may not. */
  onAdmit: ((id: string) => void) | null;
}

const icons: Record<Notice["kind"], IconName> = {
  joined: "people",
  left: "people",
  knock: "door",
  hand: "hand",
  mute: "micOff",
  presentation: "screen",
  chat: "chat",
  meeting: "info",
  role: "host",
};
const lifetime = 6000;
const most = 3;

/** What just happened: briefly on the page, and spoken by screen readers. */
export function Notices({ notices, relevant, onDismiss, onAdmit }: Props) {
  const latestChat = notices.findLast((n) => n.kind === "chat")?.key;
  const shown = notices.filter((n) => relevant(n) && (n.kind !== "chat" || n.key === latestChat)).slice(-most);
  return (
    <>
      <Spoken notices={notices} />
      <ul className="notices" aria-label="Notices">
        {shown.map((notice) => (
          <Toast key={notice.key} notice={notice} onDismiss={onDismiss} onAdmit={onAdmit} />
        ))}
      </ul>
    </>
  );
}

interface ToastProps {
  notice: Notice;
  onDismiss: (key: number) => void;
  onAdmit: ((id: string) => void) | null;
}

function Toast({ notice, onDismiss, onAdmit }: ToastProps) {
  const { key, kind, personId } = notice;
  // Who knocks stays until somebody answers the door.
  const stays = kind === "knock" && onAdmit !== null;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => onDismiss(key), lifetime);
    return () => clearTimeout(timer);
  }, [key, stays, onDismiss]);
  return (
    <li className="notice" data-error={notice.error ? "" : undefined} data-testid="notice" data-kind={kind}>
      <Icon name={notice.error ? "warning" : icons[kind]} size={18} />
      <span className="notice__text">{notice.text}</span>
      {stays && personId !== undefined && (
        <button type="button" className="button button--primary button--small" onClick={() => onAdmit?.(personId)} data-testid="notice-admit">
          Admit
        </button>
      )}
      <button type="button" className="icon-button notice__close" onClick={() => onDismiss(key)} aria-label="Dismiss notice">
        <Icon name="close" size={16} />
      </button>
    </li>
  );
}

/** One polite region, at most every second, so that a crowd does not stutter. */
function Spoken({ notices }: { notices: readonly Notice[] }) {
  const [said, setSaid] = useState("");
  const upTo = useRef(-1);
  useEffect(() => {
    const fresh = notices.filter((n) => n.key > upTo.current);
    if (fresh.length === 0) return undefined;
    const timer = setTimeout(() => {
      upTo.current = fresh.at(-1)?.key ?? upTo.current;
      setSaid(fresh.map((n) => n.text).join(". "));
    }, 1000);
    return () => clearTimeout(timer);
  }, [notices]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="announcements">
      {said}
    </div>
  );
}

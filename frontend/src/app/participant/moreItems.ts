import type { MeetingState } from "../../lib/meeting/state";
import type { MenuItem } from "../../ui/Menu";

interface Options {
  isHost: boolean;
  meeting: MeetingState;
  view: "speaker" | "grid";
  sharing: boolean;
  mayShare: boolean;
  handUp: boolean;
  onShare: () => void;
  onHand: () => void;
  onView: () => void;
  onLock: (on: boolean) => void;
  onMuteGuests: (on: boolean) => void;
  onCopyLink: () => void;
  onSettings: () => void;
  onShortcuts: () => void;
  onEnd: () => void;
}

/** What the More menu holds; on small screens also what the bar has no room for. */
export function moreItems(o: Options): MenuItem[] {
  const { locked, guestsMuted } = o.meeting.conference;
  const items: MenuItem[] = [];
  if (o.mayShare)
    items.push({
      id: "share",
      className: "narrow-only",
      icon: o.sharing ? "screenOff" : "screen",
      label: o.sharing ? "Stop sharing" : "Share screen",
      onSelect: o.onShare,
    });
  items.push(
    { id: "hand", className: "narrow-only", icon: "hand", label: o.handUp ? "Lower hand" : "Raise hand", onSelect: o.onHand },
    {
      id: "view",
      icon: o.view === "grid" ? "speakerView" : "grid",
      label: o.view === "grid" ? "Speaker view" : "Grid view",
      onSelect: o.onView,
    },
    { id: "copy-link", icon: "copy", label: "Copy meeting link", onSelect: o.onCopyLink },
    { id: "settings", icon: "settings", label: "Settings", onSelect: o.onSettings },
    { id: "shortcuts", icon: "keyboard", label: "Keyboard shortcuts", onSelect: o.onShortcuts },
  );
  if (o.isHost)
    items.push(
      {
        id: "lock",
        icon: locked ? "unlock" : "lock",
        label: locked ? "Unlock meeting" : "Lock meeting",
        apart: true,
        onSelect: () => o.onLock(!locked),
      },
      {
        id: "mute-guests",
        icon: guestsMuted ? "mic" : "micOff",
        label: guestsMuted ? "Unmute guests" : "Mute guests",
        onSelect: () => o.onMuteGuests(!guestsMuted),
      },
      { id: "end", icon: "leave", label: "End for everyone", danger: true, onSelect: o.onEnd },
    );
  return items;
}

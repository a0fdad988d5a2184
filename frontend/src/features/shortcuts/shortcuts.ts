// Single keys on the stage. Pure.

export type ShortcutAct =
  | "microphone"
  | "camera"
  | "share"
  | "hand"
  | "chat"
  | "people"
  | "view"
  | "toolbar"
  | "help";

export interface Shortcut {
  key: string;
  act: ShortcutAct;
  text: string;
}

export const shortcuts: readonly Shortcut[] = [
  { key: "m", act: "microphone", text: "Microphone on or off" },
  { key: "v", act: "camera", text: "Camera on or off" },
  { key: "s", act: "share", text: "Start or stop sharing your screen" },
  { key: "h", act: "hand", text: "Raise or lower your hand" },
  { key: "c", act: "chat", text: "Open or close the chat" },
  { key: "p", act: "people", text: "Open or close the list of people" },
  { key: "g", act: "view", text: "Speaker view or grid" },
  { key: "t", act: "toolbar", text: "Go to the controls" },
  { key: "?", act: "help", text: "Show these shortcuts" },
];

export function keyOf(act: ShortcutAct): string {
  return shortcuts.find((s) => s.act === act)?.key.toUpperCase() ?? "";
}

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  repeat: boolean;
  /** The key goes to a text field, a list, an open dialog or menu. */
  taken: boolean;
}

/** What a key press asks for; null: nothing. */
export function actOf(press: KeyPress): ShortcutAct | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat || press.taken) return null;
  const key = press.key.toLowerCase();
  return shortcuts.find((s) => s.key === key)?.act ?? null;
}

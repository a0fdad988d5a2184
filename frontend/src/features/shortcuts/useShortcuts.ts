import { useEffect, useRef } from "react";
import { actOf, type ShortcutAct } from "./shortcuts";

/** Calls back for each shortcut pressed while enabled. */
export function useShortcuts(enabled: boolean, onAct: (act: ShortcutAct) => void): void {
  const latest = useRef(onAct);
  useEffect(() => {
    latest.current = onAct;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const { key, ctrlKey, altKey, metaKey, repeat } = event;
      const act = actOf({ key, ctrlKey, altKey, metaKey, repeat, taken: event.defaultPrevented || takesKeys(event.target) });
      if (act === null) return;
      event.preventDefault();
      latest.current(act);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [enabled]);
}

function takesKeys(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open]") !== null) return true;
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], [role=menu]") !== null;
}

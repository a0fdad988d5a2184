import { SearchInput } from "@patternfly/react-core";
import { useEffect, useRef } from "react";

interface Props {
  words: string;
  onWords: (words: string) => void;
  /** How many rows match; null: nothing is searched. */
  found: number | null;
}

/** Searches names. "/" comes here while the focus is nowhere else, so that it takes no key from anybody. */
export function Finder({ words, onWords, found }: Props) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey) return;
      const at = document.activeElement;
      if (at !== document.body && !at?.closest(".live-tree, #main:focus")) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return (
    <div className="live-finder">
      <SearchInput
        ref={input}
        aria-label="Search locations, nodes, conferences and participants"
        placeholder="Search ( / )"
        value={words}
        onChange={(_, text) => onWords(text)}
        onClear={() => onWords("")}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || words === "") return;
          event.preventDefault();
          onWords("");
        }}
      />
      <div aria-live="polite" className={found === 0 ? "live-view-hint" : "pf-v6-screen-reader"}>
        {found === null ? "" : found === 0 ? "Nothing matches." : `${found} rows match`}
      </div>
    </div>
  );
}

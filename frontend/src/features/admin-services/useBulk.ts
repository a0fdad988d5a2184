import { useRef, useState } from "react";
import { type Answer, chunks, type Result, runChunks } from "./chunks";

/** How far something that is done to many has come. */
export interface Bulk<T> {
  state: "idle" | "running" | "stopped" | "failed" | "done";
  items: readonly T[];
  results: readonly Result[];
  /** Why it could not go on. */
  refusal: string | null;
  start: (items: readonly T[]) => void;
  /** Goes on after a failure or a stop; what was done is not done again. */
  resume: () => void;
  stop: () => void;
}

/** Does something to many in parts, each with an idempotency key of its own. */
export function useBulk<T>(send: (part: readonly T[], idempotencyKey: string) => Promise<Answer>): Bulk<T> {
  const [state, setState] = useState<Bulk<T>["state"]>("idle");
  const [items, setItems] = useState<readonly T[]>([]);
  const [results, setResults] = useState<readonly Result[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const job = useRef<{ key: string; parts: T[][]; next: number; stop: boolean }>({ key: "", parts: [], next: 0, stop: false });

  const run = async () => {
    const now = job.current;
    now.stop = false;
    setState("running");
    setRefusal(null);
    const { next, refusal: why } = await runChunks(
      now.parts,
      now.next,
      (part, index) => send(part, `${now.key}/${index}`),
      (more) => setResults((all) => [...all, ...more]),
      () => now.stop,
    );
    now.next = next;
    if (why !== undefined) {
      setRefusal(why);
      return setState("failed");
    }
    setState(next === now.parts.length ? "done" : "stopped");
  };
  return {
    state,
    items,
    results,
    refusal,
    start: (list) => {
      job.current = { key: randomKey(), parts: chunks(list), next: 0, stop: false };
      setItems(list);
      setResults([]);
      void run();
    },
    resume: () => void run(),
    stop: () => {
      job.current.stop = true;
    },
  };
}

/** Not crypto.randomUUID, which is missing where the page came over plain HTTP. */
function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
}

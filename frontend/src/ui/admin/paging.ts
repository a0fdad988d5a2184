import { useCallback, useState } from "react";

/** Keyset paging: the cursors of the pages that were walked, so that one can walk back. */
export interface Paging {
  page: number;
  hasNext: boolean;
  next: () => void;
  back: () => void;
}

export interface Cursor {
  after: string | null;
  page: number;
  reset: () => void;
  /** Completes the paging when the answer is there. */
  with: (info: { hasNextPage: boolean; endCursor?: string | null | undefined } | undefined) => Paging;
}

export function useCursor(): Cursor {
  const [walked, setWalked] = useState<readonly string[]>([]);
  const reset = useCallback(() => setWalked([]), []);
  return {
    after: walked.at(-1) ?? null,
    page: walked.length,
    reset,
    with: (info) => ({
      page: walked.length,
      hasNext: info?.hasNextPage ?? false,
      next: () => {
        const cursor = info?.endCursor;
        if (cursor) setWalked((w) => [...w, cursor]);
      },
      back: () => setWalked((w) => w.slice(0, -1)),
    }),
  };
}

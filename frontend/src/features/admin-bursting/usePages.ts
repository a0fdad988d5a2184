import { useState } from "react";
import type { Paging } from "../../ui/admin/paging";

/** Pages of what is all there already, so that a page stays quick with thousands of rows. */
export function usePages<Row>(rows: readonly Row[], size = 50): { shown: readonly Row[]; paging: Paging } {
  const [asked, setPage] = useState(0);
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  // Rows may have gone since.
  const page = Math.min(asked, last);
  return {
    shown: rows.slice(page * size, (page + 1) * size),
    paging: { page, hasNext: page < last, next: () => setPage(page + 1), back: () => setPage(page - 1) },
  };
}

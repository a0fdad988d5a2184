/** The most that one request may hold, well below what the server takes. */
const most = { count: 200, bytes: 400_000 };

/** Cuts a list into parts of which each fits into one request; an element that is too large by itself is a part of its own. */
export function chunks<T>(list: readonly T[], limit = most): T[][] {
  const parts: T[][] = [];
  let part: T[] = [];
  let bytes = 0;
  for (const one of list) {
    const size = new TextEncoder().encode(JSON.stringify(one)).length + 1;
    if (part.length > 0 && (part.length === limit.count || bytes + size > limit.bytes)) {
      parts.push(part);
      [part, bytes] = [[], 0];
    }
    part.push(one);
    bytes += size;
  }
  if (part.length > 0) parts.push(part);
  return parts;
}

/** What became of one element. */
export interface Result {
  ok: boolean;
  id?: string | undefined;
  message: string;
}

/** What a request answered: results of its part in order, or why there are none. */
export interface Answer {
  results?: readonly { index: number; id?: string | null | undefined; userErrors: readonly { message: string; field?: readonly string[] | null | undefined }[] }[] | undefined;
  refusal?: string | undefined;
}

/**
 * Sends part after part. Ends early when a request fails or `stopped` says so;
 * `next` is the part to go on with, whose repeat with the same key is harmless.
 */
export async function runChunks<T>(
  parts: readonly (readonly T[])[],
  from: number,
  send: (part: readonly T[], index: number) => Promise<Answer>,
  onResults: (results: Result[]) => void,
  stopped: () => boolean,
): Promise<{ next: number; refusal?: string }> {
  for (let next = from; next < parts.length; next++) {
    const part = parts[next];
    if (part === undefined || stopped()) return { next };
    const { results, refusal } = await send(part, next);
    if (refusal !== undefined || results === undefined) return { next, refusal: refusal ?? "No reason was given." };
    onResults(
      part.map((_, i) => {
        const result = results.find((r) => r.index === i);
        if (result === undefined) return { ok: false, message: "No answer." };
        return { ok: result.userErrors.length === 0, id: result.id ?? undefined, message: result.userErrors.map((e) => e.message).join(" ") };
      }),
    );
  }
  return { next: parts.length };
}

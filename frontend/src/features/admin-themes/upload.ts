/** What is wrong with a file; without a name it is about all of them. */
export interface Problem {
  file?: string;
  message: string;
}

export type Uploaded = { ok: true } | { ok: false; message: string; problems: readonly Problem[] };

/** Sends the files of a theme, all in a ZIP archive or a single one under its name. */
export async function upload(themeId: string, revision: string, file: File, name: string | null): Promise<Uploaded> {
  const files = `/themes/${encodeURIComponent(themeId)}/files`;
  try {
    const response = await fetch(name === null ? files : `${files}/${encodeURIComponent(name)}`, {
      method: name === null ? "POST" : "PUT",
      credentials: "same-origin",
      headers: { "content-type": name === null ? "application/zip" : "application/octet-stream", "if-match": `"${revision}"` },
      body: file,
    });
    return readAnswer(response.status, await response.json().catch(() => null));
  } catch {
    return { ok: false, message: "The connection to the Management Node failed. Nothing was changed.", problems: [] };
  }
}

/** Puts an answer into words. */
export function readAnswer(status: number, body: unknown): Uploaded {
  if (status === 200) return { ok: true };
  if (status === 409) return { ok: false, message: "Somebody else changed this theme meanwhile. It is shown as it is now; try again.", problems: [] };
  const error = (body as { error?: { message?: unknown; problems?: unknown } } | null)?.error;
  const message = typeof error?.message === "string" ? error.message : `The Management Node answered with ${status}.`;
  const problems = Array.isArray(error?.problems) ? (error.problems as Problem[]) : [];
  return { ok: false, message, problems };
}

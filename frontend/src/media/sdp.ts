// What we read from and write into session descriptions. Pure.

/**
 * The offer as the node gets it: the m-section with this mid marked as
 * presentation. The browser's own copy stays as it made it.
 */
export function markSlides(sdp: string, mid: string): string {
  return editSection(sdp, mid, (lines) =>
    lines.includes("a=content:slides") ? lines : [...lines, "a=content:slides"],
  );
}

function editSection(sdp: string, mid: string, edit: (lines: string[]) => string[]): string {
  const ending = sdp.includes("\r\n") ? "\r\n" : "\n";
  const sections = split(sdp);
  const edited = sections.map((lines) => (lines.includes(`a=mid:${mid}`) ? edit(lines) : lines));
  return edited.flat().join(ending) + ending;
}

/** Session part first, then one array of lines per m-section. */
function split(sdp: string): string[][] {
  const sections: string[][] = [[]];
  for (const line of sdp.split(/\r?\n/)) {
    if (line === "") continue;
    if (line.startsWith("m=")) sections.push([]);
    sections.at(-1)?.push(line);
  }
  return sections;
}

export interface IceCredentials {
  ufrag: string;
  pwd: string;
}

/** The credentials of an m-section, its own or the session's. */
export function iceCredentials(sdp: string, mid: string | null): IceCredentials | null {
  const sections = split(sdp);
  const own = sections.slice(1).find((lines) => mid === null || lines.includes(`a=mid:${mid}`));
  const value = (name: string) => {
    for (const lines of [own, sections[0]]) {
      const line = lines?.find((l) => l.startsWith(`a=${name}:`));
      if (line !== undefined) return line.slice(name.length + 3);
    }
    return undefined;
  };
  const ufrag = value("ice-ufrag");
  const pwd = value("ice-pwd");
  return ufrag === undefined || pwd === undefined ? null : { ufrag, pwd };
}

/** The kinds of the m-sections in order, rejected ones included. */
export function sectionKinds(sdp: string): string[] {
  return split(sdp)
    .slice(1)
    .map((lines) => lines[0]?.slice(2).split(" ")[0] ?? "");
}

/** Text in parts; a part with a link is a whole http(s) address. */
export interface Part {
  text: string;
  link: boolean;
}

const pattern = /https?:\/\/[^\s<>"']+/gi;

/** Finds addresses; closing punctuation belongs to the sentence, not the address. */
export function linkify(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    let address = match[0].replace(/[.,;:!?]+$/, "");
    if (address.endsWith(")") && !address.includes("(")) address = address.slice(0, -1);
    if (match.index > from) parts.push({ text: text.slice(from, match.index), link: false });
    parts.push({ text: address, link: true });
    from = match.index + address.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), link: false });
  return parts;
}

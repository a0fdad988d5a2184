import { parseCsv } from "../../lib/csv";

/** A meeting room of a file, ready for the API. */
export interface NewRoom {
  name: string;
  description: string;
  tag: string;
  aliases: { alias: string }[];
  hostPin?: string;
  guestPin?: string;
  allowGuests: boolean;
}

/** A line of a file: the room, and what is wrong with it. */
export interface ImportRow {
  line: number;
  room: NewRoom;
  problems: string[];
}

export interface Import {
  rows: ImportRow[];
  /** Why the file cannot be read at all. */
  problem?: string;
}

/** The most rooms of one file, so that a page can hold them. */
export const maxRows = 100_000;

const columns = ["name", "description", "tag", "aliases", "host pin", "guest pin", "allow guests"] as const;
type Column = (typeof columns)[number];

const words: Readonly<Record<string, boolean>> = { "": false, yes: true, true: true, "1": true, x: true, no: false, false: false, "0": false };

/** Reads the rooms of a CSV file. What only the server knows, such as names that others have, shows when they are created. */
export function readRooms(text: string): Import {
  const [head, ...lines] = parseCsv(text);
  if (head === undefined) return { rows: [], problem: "The file is empty." };
  const places = new Map<Column, number>();
  for (const [i, cell] of head.cells.entries()) {
    const title = cell.trim().toLowerCase().replace(/[_-]/g, " ").replace(/\s+/g, " ");
    if (title === "") continue;
    const column = columns.find((c) => c === title || c.replace(" ", "") === title);
    if (column === undefined) return { rows: [], problem: `The first line has a column “${cell.trim()}” that is not known. Known are: ${columns.join(", ")}.` };
    if (places.has(column)) return { rows: [], problem: `The column “${column}” is there twice.` };
    places.set(column, i);
  }
  if (!places.has("name")) return { rows: [], problem: "The first line must name the columns, and one of them must be “name”." };
  if (lines.length === 0) return { rows: [], problem: "There are no rooms below the first line." };
  if (lines.length > maxRows) return { rows: [], problem: `There are ${lines.length} rooms; at most ${maxRows} can be imported at once.` };
  const seen = new Map<string, number>();
  const rows = lines.map(({ number, cells }) => {
    const row = readRow(number, (c) => (cells[places.get(c) ?? -1] ?? "").trim());
    if (cells.slice(head.cells.length).some((c) => c.trim() !== "")) row.problems.push("There are more cells than columns.");
    row.problems.push(...clashes(row, seen));
    return row;
  });
  return { rows };
}

function readRow(line: number, cell: (c: Column) => string): ImportRow {
  const problems: string[] = [];
  const [hostPin, guestPin, guests] = [cell("host pin"), cell("guest pin"), cell("allow guests").toLowerCase()];
  const room: NewRoom = {
    name: cell("name"),
    description: cell("description"),
    tag: cell("tag"),
    aliases: cell("aliases").split(/[\s;]+/).filter(Boolean).map((alias) => ({ alias })),
    allowGuests: words[guests] ?? false,
    ...(hostPin && { hostPin }),
    ...(guestPin && { guestPin }),
  };
  if (room.name === "") problems.push("The name is missing.");
  if (!(guests in words)) problems.push(`Allow guests is “${guests}”; say yes or no.`);
  for (const [what, pin] of [["host", hostPin], ["guest", guestPin]] as const) {
    if (pin && !/^\d{4,20}#?$/.test(pin)) problems.push(`The ${what} PIN is not 4 to 20 digits, optionally followed by #.`);
  }
  if ((room.allowGuests || guestPin) && !hostPin) problems.push("Guests need a host PIN.");
  return { line, room, problems };
}

/** Names and aliases that an earlier line has: that line gets them. */
function clashes({ line, room }: ImportRow, seen: Map<string, number>): string[] {
  const found: string[] = [];
  const own = [["name", room.name] as const, ...room.aliases.map(({ alias }) => ["alias", alias] as const)];
  for (const [what, text] of own) {
    if (text === "") continue;
    const key = `${what} ${text.toLowerCase()}`;
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, line);
    else found.push(earlier === line ? `The ${what} ${text} stands in it twice.` : `Line ${earlier} has the ${what} ${text}, too.`);
  }
  return found;
}

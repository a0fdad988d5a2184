/** A line of a CSV file that holds more than one cell, or one that is not empty. */
export interface Line {
  /** Counted from 1, as editors do; a cell may go over several lines. */
  number: number;
  cells: string[];
}

/** Reads CSV as RFC 4180 has it; cells are separated by commas, or by what the first line is separated by. */
export function parseCsv(text: string): Line[] {
  const source = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(source);
  const lines: Line[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let at = 1;
  let begin = 1;
  const endLine = () => {
    cells.push(cell);
    if (cells.some((c) => c.trim() !== "")) lines.push({ number: begin, cells });
    [cells, cell] = [[], ""];
  };
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (c === "\n") at++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[i + 1] === '"') cell += source[++i];
      else quoted = false;
    } else if (c === '"' && cell.trim() === "") [quoted, cell] = [true, ""];
    else if (c === separator) {
      cells.push(cell);
      cell = "";
    } else if (c === "\n") {
      endLine();
      begin = at;
    } else if (c !== "\r") cell += c;
  }
  endLine();
  return lines;
}

function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/\n|$/));
  const count = (c: string) => first.split(c).length;
  return ([",", ";", "\t"] as const).reduce((best, c) => (count(c) > count(best) ? c : best));
}

/** Writes CSV that a spreadsheet shows and does not execute. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quote).join(",") + "\r\n").join("");
}

function quote(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text of a file. Spreadsheets save UTF-8, or else what Western Windows writes. */
export function decodeText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

import { Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { ImportRow } from "./importRooms";

const shown = 100;

/** The rooms of a file; those with problems first, since they are to be looked at. */
export function ImportTable({ rows }: { rows: readonly ImportRow[] }) {
  const bad = rows.filter((r) => r.problems.length > 0);
  const first = [...bad, ...rows.filter((r) => r.problems.length === 0).slice(0, shown)].slice(0, shown);
  return (
    <>
      <Table aria-label="Rooms of the file" variant="compact" gridBreakPoint="grid-lg">
        <Thead>
          <Tr>
            <Th>Line</Th>
            <Th>Name</Th>
            <Th>Aliases</Th>
            <Th>Description</Th>
            <Th>Tag</Th>
            <Th>Entry</Th>
            <Th>Problems</Th>
          </Tr>
        </Thead>
        <Tbody>
          {first.map(({ line, room, problems }) => (
            <Tr key={line}>
              <Td dataLabel="Line">{line}</Td>
              <Td dataLabel="Name" modifier="breakWord">{room.name || "–"}</Td>
              <Td dataLabel="Aliases" modifier="breakWord"><span className="parley-mono">{room.aliases.map((a) => a.alias).join(", ") || "–"}</span></Td>
              <Td dataLabel="Description" modifier="breakWord">{room.description || "–"}</Td>
              <Td dataLabel="Tag" modifier="breakWord">{room.tag || "–"}</Td>
              <Td dataLabel="Entry">{entry(room)}</Td>
              <Td dataLabel="Problems" modifier="breakWord">
                {problems.length === 0 ? <Label isCompact color="green">none</Label> : problems.join(" ")}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {rows.length > first.length && <p className="parley-count">{first.length} of {rows.length} are shown.</p>}
    </>
  );
}

/** PINs are not shown, only that there are some. */
function entry({ hostPin, guestPin, allowGuests }: ImportRow["room"]): string {
  if (!hostPin) return "Open";
  if (!allowGuests) return "PIN";
  return guestPin ? "PIN, guests with a PIN" : "PIN, guests allowed";
}

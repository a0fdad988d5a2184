import { Alert, Breadcrumb, BreadcrumbItem, Button, FileUpload, List, ListItem, PageSection, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import { download } from "../../ui/admin/download";
import { explain } from "../../ui/admin/ErrorState";
import { useMay } from "../../ui/admin/session";
import { Unsaved } from "../../ui/admin/Unsaved";
import { useTitle } from "../../ui/admin/useTitle";
import { BulkProgress } from "./BulkProgress";
import { RoomsCreateMutation } from "./bulkDocuments";
import { decodeText, toCsv } from "../../lib/csv";
import { type Import, type ImportRow, readRooms } from "./importRooms";
import { ImportTable } from "./ImportTable";
import { useBulk } from "./useBulk";

const example = "name,description,tag,aliases,host PIN,guest PIN,allow guests\r\nBoard room,Where the board meets,board,board board@example.com 1001,123456,654321,yes\r\nLounge,,,lounge,,,no\r\n";

/** Makes meeting rooms of a CSV file: looks at it first, then creates them and says what became of each. */
export function ImportPage() {
  useTitle("Import meeting rooms");
  const may = useMay("config:write");
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const [read, setRead] = useState<Import | null>(null);
  const [, create] = useMutation(RoomsCreateMutation);
  const bulk = useBulk<ImportRow>(async (part, idempotencyKey) => {
    const { data, error } = await create({ input: { idempotencyKey, rooms: part.map((r) => r.room) } });
    return { results: data?.meetingRoomsCreate.results, refusal: error ? explain(error) : data?.meetingRoomsCreate.userErrors[0]?.message };
  });
  const choose = (name: string, text: string) => {
    setFile({ name, text });
    setRead(readRooms(text));
  };
  const rows = read?.rows ?? [];
  const good = rows.filter((r) => r.problems.length === 0);
  const idle = bulk.state === "idle";
  return (
    <>
      <PageSection>
        <Breadcrumb className="parley-breadcrumb">
          <BreadcrumbItem>
            <Link to="/rooms">Meeting rooms</Link>
          </BreadcrumbItem>
          <BreadcrumbItem isActive>Import</BreadcrumbItem>
        </Breadcrumb>
        <Title headingLevel="h1">Import meeting rooms</Title>
        <p className="parley-intro">From a CSV file, as spreadsheets save it. You see what is in it before anything is created.</p>
      </PageSection>
      <PageSection isFilled>
        <Unsaved isDirty={() => bulk.state === "running"} />
        {!may && <Alert variant="info" isInline title="You may not create meeting rooms." />}
        {may && idle && (
          <>
            <Format />
            <FileUpload
              id="import-file"
              className="parley-narrow parley-gap-below"
              type="text"
              hideDefaultPreview
              filename={file?.name ?? ""}
              filenamePlaceholder="Drop a CSV file here, or choose one"
              filenameAriaLabel="File"
              browseButtonText="Choose a file"
              browseButtonAriaDescribedby="import-format"
              dropzoneProps={{ maxSize: 50 * 1024 * 1024 }}
              onFileInputChange={(_, chosen) => void chosen.arrayBuffer().then((bytes) => choose(chosen.name, decodeText(bytes)))}
              onClearClick={() => {
                setFile(null);
                setRead(null);
              }}
            />
          </>
        )}
        {read?.problem && <Alert variant="danger" isInline title="The file cannot be imported" className="parley-gap-below">{read.problem}</Alert>}
        {rows.length > 0 && idle && (
          <>
            <Alert
              className="parley-gap-below"
              variant={good.length === rows.length ? "success" : "warning"}
              isInline
              title={good.length === rows.length ? `${rows.length} rooms, all of them in order` : `${rows.length} rooms, ${rows.length - good.length} with problems`}
            >
              {good.length < rows.length && "Those with problems are left out, unless you mend the file and choose it again."}
            </Alert>
            <Button className="parley-gap-below" variant="primary" isDisabled={good.length === 0} onClick={() => bulk.start(good)}>
              {good.length === 1 ? "Create 1 room" : `Create ${good.length} rooms`}
            </Button>
            <ImportTable rows={rows} />
          </>
        )}
        {!idle && <Running bulk={bulk} rows={rows} />}
      </PageSection>
    </>
  );
}

function Format() {
  return (
    <div id="import-format" className="parley-narrow parley-gap-below">
      <p>The first line names the columns, in any order; only the name is needed:</p>
      <List>
        <ListItem>name, description, tag</ListItem>
        <ListItem>aliases: separated by spaces or ;</ListItem>
        <ListItem>host PIN, guest PIN: 4 to 20 digits, optionally followed by #</ListItem>
        <ListItem>allow guests: yes or no</ListItem>
      </List>
      <Button variant="link" isInline onClick={() => download("rooms-example.csv", example, "text/csv")}>
        Download an example
      </Button>
    </div>
  );
}

function Running({ bulk, rows }: { bulk: ReturnType<typeof useBulk<ImportRow>>; rows: readonly ImportRow[] }) {
  const refused = bulk.results.flatMap((r, i) => {
    const row = bulk.items[i];
    return r.ok || row === undefined ? [] : [{ ...row, problems: [r.message] }];
  });
  const created = bulk.results.length - refused.length;
  const left = rows.length - bulk.items.length;
  const result = () => download("rooms-result.csv", resultCsv(rows, bulk.items, bulk.results), "text/csv");
  return (
    <>
      <BulkProgress bulk={bulk} title="Creating meeting rooms" />
      <div aria-live="polite">
        {bulk.state === "done" && (
          <Alert
            className="parley-gap-below"
            variant={refused.length + left === 0 ? "success" : "warning"}
            isInline
            title={`${created} created${refused.length > 0 ? `, ${refused.length} refused` : ""}${left > 0 ? `, ${left} left out` : ""}`}
          />
        )}
      </div>
      {bulk.state !== "running" && (
        <div className="parley-row-actions parley-gap-below">
          <Button variant="secondary" onClick={result}>
            Download the result
          </Button>
          <Link to="/rooms" className="pf-v6-c-button pf-m-link">
            <span className="pf-v6-c-button__text">Go to the meeting rooms</span>
          </Link>
        </div>
      )}
      {refused.length > 0 && <ImportTable rows={refused} />}
    </>
  );
}

/** What became of every line. PINs are not in it. */
function resultCsv(rows: readonly ImportRow[], items: readonly ImportRow[], results: readonly { ok: boolean; id?: string | undefined; message: string }[]): string {
  const became = new Map(items.map((row, i) => [row.line, results[i]]));
  const lines = rows.map(({ line, room, problems }) => {
    const result = became.get(line);
    const word = result ? (result.ok ? "created" : "refused") : "not created";
    return [String(line), room.name, room.aliases.map((a) => a.alias).join(" "), word, result?.id ?? "", result?.message ?? problems.join(" ")];
  });
  return toCsv([["line", "name", "aliases", "result", "id", "message"], ...lines]);
}

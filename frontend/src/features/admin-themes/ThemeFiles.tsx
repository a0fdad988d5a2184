import { Alert, Button, Label, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import type { ThemeFieldsFragment } from "../../gql/graphql";
import { useNotice } from "../../ui/admin/notices";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay } from "../../ui/admin/session";
import { ThemeFilesRemoveMutation } from "./documents";
import { type Provided, screensOf, sources } from "./places";
import { UploadButton } from "./UploadButton";
import { upload, type Uploaded } from "./upload";
import "./themes.css";

interface Props {
  theme: ThemeFieldsFragment;
  /** Something was changed, or may have been. */
  onActed: () => void;
}

const accept = { PICTURE: ".svg,.jpg,.jpeg,image/svg+xml,image/jpeg", SOUND: ".wav,audio/wav", CONFIGURATION: ".json,application/json" };

/** All files of a theme: what is shown and played, where it comes from, and how to change it. */
export function ThemeFiles({ theme, onActed }: Props) {
  const may = useMay("config:write");
  const notice = useNotice();
  const [failed, setFailed] = useState<(Uploaded & { ok: false }) | null>(null);
  const send = async (file: File, name: string | null, done: string) => {
    setFailed(null);
    const answer = await upload(theme.id, theme.revision, file, name);
    if (answer.ok) notice(done);
    else setFailed(answer);
    onActed();
  };
  const config = theme.fallback.find((p) => p.kind === "CONFIGURATION");
  const archive = `/themes/${encodeURIComponent(theme.id)}/archive`;
  return (
    <>
      <Failed failed={failed} />
      <div className="theme-actions">
        {may && (
          <UploadButton label="Upload a ZIP archive" accept=".zip,application/zip" variant="primary" onFile={(file) => send(file, null, `The files of ${theme.name} were replaced`)} />
        )}
        {theme.files.length > 0 && (
          <Button component="a" variant="secondary" href={archive} download>
            Download
          </Button>
        )}
        <Button component="a" variant="link" href="/themes/base/archive" download>
          Download what is built in
        </Button>
      </div>
      <p className="parley-muted parley-gap-below">An archive replaces all files of the theme. Pictures are JPEG or SVG, sounds WAV with one channel of 16 bits at 48 kHz.</p>
      <Table aria-label="Pictures and sounds" variant="compact" gridBreakPoint="grid-lg">
        <Thead>
          <Tr>
            <Th>Screen</Th>
            <Th>Picture</Th>
            <Th>Sound</Th>
          </Tr>
        </Thead>
        <Tbody>
          {screensOf(theme.fallback).map((s) => (
            <Tr key={s.key}>
              <Th scope="row" dataLabel="Screen">
                {s.label}
              </Th>
              <Td dataLabel="Picture">{s.picture && <Place theme={theme} place={s.picture} what={`picture for ${s.label}`} onSend={send} onActed={onActed} />}</Td>
              <Td dataLabel="Sound">{s.sound && <Place theme={theme} place={s.sound} what={`sound for ${s.label}`} onSend={send} onActed={onActed} />}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {config && (
        <section aria-labelledby="theme-commands" className="parley-gap-above">
          <Title headingLevel="h2" id="theme-commands" className="parley-gap-below">
            What hosts press on a telephone
          </Title>
          <Place theme={theme} place={config} what="commands" onSend={send} onActed={onActed} />
        </section>
      )}
    </>
  );
}

/** Why an upload changed nothing. Comes into sight and is announced. */
function Failed({ failed }: { failed: (Uploaded & { ok: false }) | null }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failed) box.current?.scrollIntoView({ block: "center" });
  }, [failed]);
  return (
    <div aria-live="assertive" ref={box} className="parley-live">
      {failed && (
        <Alert variant="danger" isInline title={failed.message} className="parley-gap-below">
          {failed.problems.length > 0 && (
            <ul>
              {failed.problems.map((p) => (
                <li key={(p.file ?? "") + p.message} className="parley-break">
                  {p.file && <strong>{p.file}: </strong>}
                  {p.message}
                </li>
              ))}
            </ul>
          )}
        </Alert>
      )}
    </div>
  );
}

interface PlaceProps extends Props {
  place: Provided;
  what: string;
  onSend: (file: File, name: string, done: string) => Promise<void>;
}

/** One place: what is used there, from which theme, and how to change it. */
function Place({ theme, place, what, onSend, onActed }: PlaceProps) {
  const [, remove] = useMutation(ThemeFilesRemoveMutation);
  const may = useMay("config:write");
  const notice = useNotice();
  const own = place.source === "OWN";
  const name = place.name ?? "";
  // The kind of a file is read from its name: a picture is sent under the one of its place.
  const nameOf = (file: File) => `${place.key}${/\.[^.]*$/.exec(file.name)?.[0] ?? ""}`;
  return (
    <div className="theme-place">
      <Preview place={place} what={what} />
      <div className="theme-about">
        <Label isCompact variant={own ? "filled" : "outline"}>
          {sources[place.source]}
        </Label>
        {may && (
          <span className="parley-row-actions">
            <UploadButton
              label={own ? "Replace" : "Upload"}
              ariaLabel={`${own ? "Replace" : "Upload"} ${what}`}
              accept={accept[place.kind]}
              variant="link"
              size="sm"
              onFile={(file) => onSend(file, nameOf(file), `${theme.name} has a new ${what}`)}
            />
            {own && (
              <RemoveButton
                what={name}
                consequence="What the default theme has is used then, or what is built in."
                variant="link"
                size="sm"
                onRemove={async () => {
                  const { data, error } = await remove({ input: { id: theme.id, expectedRevision: theme.revision, names: [name] } });
                  return removal(error, data?.themeFilesRemove.userErrors, () => {
                    notice(`${name} was removed`);
                    onActed();
                  });
                }}
              />
            )}
          </span>
        )}
      </div>
    </div>
  );
}

function Preview({ place, what }: { place: Provided; what: string }) {
  if (!place.url) return null;
  if (place.kind === "PICTURE") {
    return (
      <a href={place.url} target="_blank" rel="noreferrer" className="theme-picture">
        <img src={place.url} alt={`The ${what}`} loading="lazy" width={128} height={72} />
      </a>
    );
  }
  if (place.kind === "SOUND") return <audio controls preload="none" src={place.url} aria-label={`The ${what}`} />;
  return (
    <a href={place.url} target="_blank" rel="noreferrer">
      {place.name}
    </a>
  );
}

import { Button, Label, Modal, ModalBody, ModalHeader } from "@patternfly/react-core";
import { useState } from "react";
import { useQuery } from "urql";
import { graphql } from "../../gql";
import type { ParticipantPlacementsQuery as Data, PlacementVerdict } from "../../gql/graphql";
import { explain } from "./ErrorState";
import { hd, stepWords, verdictColour, verdictWords } from "./placementWords";
import { formatTime } from "./time";

const ParticipantPlacementsQuery = graphql(`
  query ParticipantPlacements($id: ID!) {
    node(id: $id) {
      __typename
      ... on ConferenceParticipant {
        placements {
          decidedAt
          message
          callHd
          reserveHd
          locations {
            locationName
            step
            verdict
            message
            candidates {
              ...PlacedCandidateFields
            }
          }
          edges {
            ...PlacedCandidateFields
          }
        }
      }
    }
  }
  fragment PlacedCandidateFields on PlacedCandidate {
    nodeName
    verdict
    message
    present
    neededHd
    freeHd
  }
`);

type Placement = Extract<NonNullable<Data["node"]>, { __typename: "ConferenceParticipant" }>["placements"][number];
type Candidate = Placement["edges"][number];

/** Why somebody's media is where it is: asked for when it is opened. */
export function WhyHere({ participantId, name }: { participantId: string; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="parley-why" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary aria-label={`Why there? ${name}`}>Why there?</summary>
      {open && <Answer participantId={participantId} />}
    </details>
  );
}

/** The same in a dialog, for where there is no room. */
export function WhyHereDialog({ participantId, name }: { participantId: string; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="link" isInline aria-label={`Why there? ${name}`} onClick={() => setOpen(true)}>
        Why there?
      </Button>
      <Modal variant="medium" isOpen={open} onClose={() => setOpen(false)} aria-label={`Why the media of ${name} went where they did`}>
        <ModalHeader title={`Where the media of ${name} went`} />
        <ModalBody className="parley-why">{open && <Answer participantId={participantId} />}</ModalBody>
      </Modal>
    </>
  );
}

function Answer({ participantId }: { participantId: string }) {
  const [{ data, error, fetching }] = useQuery({ query: ParticipantPlacementsQuery, variables: { id: participantId }, requestPolicy: "network-only" });
  const placements = data?.node?.__typename === "ConferenceParticipant" ? data.node.placements : [];
  const last = placements.at(-1);
  return (
    <div aria-live="polite" data-testid="placement">
      {fetching && <p>Loading …</p>}
      {error && <p>{explain(error)}</p>}
      {!fetching && !error && !last && <p>No decision is on record: the node that took the call carries it.</p>}
      {last && <Decision placement={last} calls={placements.length} />}
    </div>
  );
}

function Decision({ placement: p, calls }: { placement: Placement; calls: number }) {
  return (
    <>
      <p>{p.message}</p>
      {p.locations.map((l, i) => (
        <section key={i}>
          <h4>
            {l.step ? stepWords[l.step] : "Location"}: {l.locationName || "unknown"} <Verdict verdict={l.verdict} />
          </h4>
          <Candidates list={l.candidates} />
        </section>
      ))}
      {p.edges.length > 0 && (
        <section>
          <h4>Facing the caller</h4>
          <Candidates list={p.edges} />
        </section>
      )}
      <p className="parley-why-note">
        The call took {hd(p.callHd)} HD calls, its conference {hd(p.reserveHd)} in advance on a node that it had not touched. Decided {formatTime(p.decidedAt)}
        {calls > 1 && `, the last of ${calls} calls`}.
      </p>
    </>
  );
}

function Verdict({ verdict }: { verdict: PlacementVerdict | null | undefined }) {
  return (
    <Label isCompact color={verdict ? verdictColour(verdict) : "grey"}>
      {verdict ? verdictWords[verdict] : "Another verdict"}
    </Label>
  );
}

function Candidates({ list }: { list: readonly Candidate[] }) {
  if (list.length === 0) return null;
  return (
    <ul>
      {list.map((c, i) => (
        <li key={i}>
          <strong>{c.nodeName || "A removed node"}</strong> <Verdict verdict={c.verdict} /> {c.message} {c.present && "It carried the conference already."}
        </li>
      ))}
    </ul>
  );
}

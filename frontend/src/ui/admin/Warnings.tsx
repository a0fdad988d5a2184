import { Alert } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";

export interface Warning {
  code: string;
  message: string;
  remedy: string;
  subjectName: string;
  subject?: { __typename: string; id?: string } | null | undefined;
}

interface Props {
  warnings: readonly Warning[];
  /** The object whose page this is: no link leads there. */
  here?: string;
}

/** What is allowed but unwise, each with what to do about it. Announced when it changes. */
export function Warnings({ warnings, here }: Props) {
  return (
    <div aria-live="polite" className="parley-live" role="group" aria-label="Warnings">
      {warnings.map((w, i) => (
        <Alert key={`${w.code} ${w.subject?.id ?? ""} ${i}`} variant="warning" isInline title={w.message} className="parley-gap-below">
          {w.remedy} <SubjectLink warning={w} here={here} />
        </Alert>
      ))}
    </div>
  );
}

/** The pages of what can be warned of. */
const pages = {
  Location: "/locations/$id",
  ConferencingNode: "/nodes/$id",
  GatewayRule: "/rules/$id",
  Device: "/devices/$id",
} as const;

function SubjectLink({ warning: { subject, subjectName }, here }: { warning: Warning; here: string | undefined }) {
  if (!subject?.id || subject.id === here) return null;
  const to = pages[subject.__typename as keyof typeof pages];
  if (!to) return null;
  return (
    <Link to={to} params={{ id: subject.id }}>
      Open {subjectName}
    </Link>
  );
}

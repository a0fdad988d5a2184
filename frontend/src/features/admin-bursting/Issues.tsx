import { Alert, Button, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatTime } from "../../ui/admin/time";
import { grouped, type IssueGroup } from "./issues";
import type { BurstIssue } from "./stream";
import { issueCounts } from "./words";

const variants = { ERROR: "danger", WARNING: "warning", INFO: "info" } as const;

/** So many are shown before anybody asks for all. */
const few = 4;

/** What is wrong, the worst first, each with what to do about it. */
export function Issues({ issues }: { issues: readonly BurstIssue[] }) {
  const [all, setAll] = useState(false);
  if (issues.length === 0) return null;
  const groups = grouped(issues);
  const shown = all ? groups : groups.slice(0, few);
  return (
    <section aria-labelledby="burst-issues" className="burst-section">
      <Title headingLevel="h2" id="burst-issues" size="lg" className="parley-gap-below">
        Issues
      </Title>
      <p className="parley-muted parley-gap-below" role="status">
        {issueCounts(issues)}
      </p>
      <ul className="burst-issues" aria-label="Issues">
        {shown.map((g) => (
          <li key={g.key}>
            <Group group={g} />
          </li>
        ))}
      </ul>
      {groups.length > few && (
        <Button variant="link" isInline className="parley-gap-above" onClick={() => setAll(!all)}>
          {all ? "Show fewer issues" : `Show all ${issues.length} issues`}
        </Button>
      )}
    </section>
  );
}

function Group({ group: { issues } }: { group: IssueGroup }) {
  const first = issues[0];
  if (!first) return null;
  const rest = issues.slice(1);
  return (
    <Alert variant={variants[first.severity]} isInline title={rest.length === 0 ? first.text : `${first.text} And ${rest.length} more like it.`} data-code={first.code}>
      <p>{first.remedy}</p>
      <About issue={first} />
      {rest.length > 0 && (
        <details className="burst-more">
          <summary>
            The other {rest.length}, with the same remedy
          </summary>
          <ul>
            {rest.map((i) => (
              <li key={`${i.subjectKind}/${i.subjectId ?? ""}`}>
                {i.text}
                <About issue={i} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Alert>
  );
}

/** What it concerns, and since when. */
function About({ issue }: { issue: BurstIssue }) {
  return (
    <p className="parley-small parley-muted">
      <Subject issue={issue} />
      {issue.since && ` Since ${formatTime(issue.since)}.`}
    </p>
  );
}

/** Leads to where the issue is mended. */
function Subject({ issue: { subjectKind, subjectId, subjectName } }: { issue: BurstIssue }) {
  const id = subjectId;
  if (id && subjectKind === "node") return <Link to="/nodes/$id" params={{ id }}>Node {subjectName}</Link>;
  if (id && subjectKind === "location") return <Link to="/locations/$id" params={{ id }}>Location {subjectName}</Link>;
  if (id && subjectKind === "account") return <Link to="/clouds/$id" params={{ id }}>Account {subjectName}</Link>;
  if (id && subjectKind === "schedule") return <Link to="/bursting/schedules/$id" params={{ id }}>Schedule {subjectName}</Link>;
  if (subjectKind === "machine") return <>Machine {subjectName || id}</>;
  return <Link to="/settings">Global settings</Link>;
}

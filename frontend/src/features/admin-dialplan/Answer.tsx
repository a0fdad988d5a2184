import { Alert, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { Link } from "@tanstack/react-router";
import { headline, type Resolution, weight, weights } from "./answer";

const colours = { success: "green", danger: "red", warning: "orange", passed: "grey" } as const;
const subjects: Record<string, string> = { ALIAS: "Alias", SERVICE: "Service", RULE: "Gateway rule", DEVICE: "Device", RECEPTION: "Virtual Reception", OUTSIDE: "Outside" };

/** What an alias leads to, and all that was looked at on the way. */
export function Answer({ resolution }: { resolution: Resolution }) {
  const found = resolution.outcome !== "NOT_FOUND";
  return (
    <>
      <div role="status">
        <Alert variant={found ? "success" : "danger"} isInline title={headline(resolution)} component="h2" data-testid="outcome" />
      </div>
      <Table aria-label="How it was found" variant="compact" gridBreakPoint="grid-md" className="parley-gap-above">
        <Thead>
          <Tr>
            <Th>Step</Th>
            <Th>Looked at</Th>
            <Th>Fits</Th>
            <Th>Why</Th>
          </Tr>
        </Thead>
        <Tbody>
          {resolution.steps.map((step, i) => {
            const w = weight(step.reason);
            return (
              <Tr key={i}>
                <Td dataLabel="Step">{i + 1}</Td>
                <Td dataLabel="Looked at" modifier="breakWord">
                  {subjects[step.subject]} <Subject step={step} />
                </Td>
                <Td dataLabel="Fits">
                  <Label isCompact color={colours[w]}>
                    {weights[w]}
                  </Label>
                </Td>
                <Td dataLabel="Why" modifier="breakWord">
                  {step.message}
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </>
  );
}

/** Leads to the object of a step, if it has a page. */
function Subject({ step }: { step: Resolution["steps"][number] }) {
  const { id, name } = step;
  if (!id || !name) return null;
  if (step.subject === "RULE") return <Link to="/rules/$id" params={{ id }}>{name}</Link>;
  if (step.subject === "DEVICE") return <Link to="/devices/$id" params={{ id }}>{name}</Link>;
  if (step.subject === "SERVICE" || step.subject === "RECEPTION") return <Link to="/services/$id" params={{ id }}>{name}</Link>;
  return <>{name}</>;
}

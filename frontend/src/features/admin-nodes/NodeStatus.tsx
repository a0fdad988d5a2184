import { DescriptionList, DescriptionListDescription, DescriptionListGroup, DescriptionListTerm } from "@patternfly/react-core";
import type { ReactNode } from "react";
import type { NodeFieldsFragment } from "../../gql/graphql";
import { NodeStateLabel } from "../../ui/admin/NodeStateLabel";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { formatTime } from "../../ui/admin/time";
import { Refusals } from "./Provisioning";

/** What the node itself last said. */
export function NodeStatus({ node }: { node: NodeFieldsFragment }) {
  const rows: [string, ReactNode][] = [
    ["State", <NodeStateLabel key="state" state={node.state} maintenance={node.maintenance} />],
    ["Media load", node.mediaLoad === null || node.mediaLoad === undefined ? "–" : `${Math.round(node.mediaLoad)} % of ${Math.floor(node.maxHd ?? 0)} HD calls`],
    ["Configuration", node.configInStep === null || node.configInStep === undefined ? "–" : node.configInStep ? `In step, at position ${node.configPosition ?? ""}` : `Behind, at position ${node.configPosition ?? ""}`],
    ["Version", node.version ?? "–"],
    ["Started", formatTime(node.bootTime)],
    ["Last report", formatTime(node.lastReportAt)],
    ["Certificate ends", formatTime(node.certificateExpiresAt)],
    ["Changes", <ObjectAudit key="changes" id={node.id} />],
    ["Callers reach it at", node.clientUrl ? <a key="url" href={node.clientUrl}>{node.clientUrl}</a> : "–"],
  ];
  return (
    <>
      <Refusals node={node} />
    <DescriptionList isHorizontal isCompact columnModifier={{ lg: "2Col" }} horizontalTermWidthModifier={{ default: "14ch" }} aria-label="Status">
      {rows.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{value}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
    </>
  );
}

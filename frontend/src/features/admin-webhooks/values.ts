import type { WebhookFieldsFragment, WebhookUpdateInput } from "../../gql/graphql";
import type { Labels } from "../../ui/admin/compare";
import type { Sent } from "../../ui/admin/inputs";
import { linesOf } from "../../ui/admin/lines";

export interface WebhookValues {
  name: string;
  url: string;
  /** One prefix a line. */
  typePrefixes: string;
  includePersonalData: boolean;
  enabled: boolean;
}

export const webhookLabels: Labels<WebhookValues> = {
  name: "Name",
  url: "Address",
  typePrefixes: { label: "Events", show: (text) => linesOf(text).join(", ") || "all" },
  includePersonalData: "Personal data",
  enabled: "Enabled",
};

export function webhookValues(w: WebhookFieldsFragment | null): WebhookValues {
  return {
    name: w?.name ?? "",
    url: w?.url ?? "",
    typePrefixes: w?.typePrefixes.join("\n") ?? "",
    includePersonalData: w?.includePersonalData ?? false,
    enabled: w?.enabled ?? true,
  };
}

/** The API's input. */
export function webhookInput(v: WebhookValues) {
  return { ...v, typePrefixes: linesOf(v.typePrefixes) } satisfies Sent<WebhookUpdateInput>;
}

import type { CloudAccountFieldsFragment, CloudAccountUpdateInput, CloudProvider } from "../../gql/graphql";
import { named } from "../../ui/admin/calls";
import type { Labels } from "../../ui/admin/compare";
import { secretInput, type Sent } from "../../ui/admin/inputs";

/** What the form holds. The secret key is write-only: empty means "as it is" for an account that has one. */
export interface CloudValues {
  name: string;
  description: string;
  provider: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  hasSecretKey: boolean;
  roleArn: string;
  externalId: string;
  endpoint: string;
  caCertificates: string;
  tagKey: string;
  tagValue: string;
  enabled: boolean;
  scripts: string;
  pricePerHour: string;
  currency: string;
}

export const providers: readonly { value: CloudProvider; label: string }[] = [
  { value: "AWS", label: "Amazon Web Services" },
  { value: "STATIC", label: "Another one, by scripts" },
];

export const providerName = named(providers);

export const cloudValues = (a: CloudAccountFieldsFragment | null): CloudValues => ({
  name: a?.name ?? "",
  description: a?.description ?? "",
  provider: a?.provider ?? "AWS",
  region: a?.region ?? "",
  accessKeyId: a?.accessKeyId ?? "",
  secretAccessKey: "",
  hasSecretKey: a?.hasSecretKey ?? false,
  roleArn: a?.roleArn ?? "",
  externalId: a?.externalId ?? "",
  endpoint: a?.endpoint ?? "",
  caCertificates: a?.caCertificates ?? "",
  tagKey: a?.tagKey ?? "",
  tagValue: a?.tagValue ?? "",
  enabled: a?.enabled ?? true,
  scripts: a?.scripts ?? "",
  pricePerHour: a?.pricePerHour ?? "",
  currency: a?.currency ?? "",
});

/** A secret belongs to its access key: who takes the one away means both. */
const losesSecret = (v: CloudValues) => v.accessKeyId.trim() === "" && v.secretAccessKey === "" && v.hasSecretKey;

export const cloudInput = (typed: CloudValues) => {
  const v = ofProvider(typed);
  return { ...plain(v), ...secretInput("secretAccessKey", v.secretAccessKey, losesSecret(v)) };
};

/** What the other kind of account has is not shown any more, and not meant. */
const ofProvider = (v: CloudValues): CloudValues =>
  v.provider === "STATIC" ? { ...v, region: "", accessKeyId: "", secretAccessKey: "", roleArn: "", externalId: "", endpoint: "", caCertificates: "" } : { ...v, scripts: "" };

const plain = (v: CloudValues) =>
  ({
    name: v.name,
    description: v.description,
    provider: v.provider as CloudProvider,
    region: v.region,
    accessKeyId: v.accessKeyId,
    roleArn: v.roleArn,
    externalId: v.externalId,
    endpoint: v.endpoint,
    caCertificates: v.caCertificates,
    tagKey: v.tagKey.trim() || null,
    tagValue: v.tagValue.trim() || null,
    enabled: v.enabled,
    scripts: v.scripts,
    pricePerHour: v.pricePerHour,
    currency: v.currency,
  }) satisfies Sent<CloudAccountUpdateInput, "secretAccessKey">;

/**
 * Whether saving would use the kept secret elsewhere or for another key: then
 * the server wants it once more.
 */
export function needsSecret(v: Pick<CloudValues, "accessKeyId" | "endpoint" | "caCertificates">, saved: CloudAccountFieldsFragment | null): boolean {
  if (!saved?.hasSecretKey) return false;
  const other = (now: string, before: string) => now.trim() !== "" && now.trim() !== before.trim();
  return other(v.accessKeyId, saved.accessKeyId) || other(v.endpoint, saved.endpoint) || other(v.caCertificates, saved.caCertificates);
}

export const cloudLabels: Labels<CloudValues> = {
  name: "Name",
  description: "Description",
  enabled: "Enabled",
  provider: { label: "Provider", show: providerName },
  region: "Region",
  accessKeyId: "Access key ID",
  secretAccessKey: { label: "Secret key", secret: (v) => ({ isSaved: v.hasSecretKey, isTyped: v.secretAccessKey !== "", isCleared: losesSecret(v) }) },
  roleArn: "Role",
  externalId: "External identifier",
  tagKey: "Tag",
  tagValue: "Value of the tag",
  endpoint: "Endpoint",
  caCertificates: "Certificates of the endpoint",
  scripts: "Folder of the scripts",
  pricePerHour: "Price per hour",
  currency: "Currency",
};

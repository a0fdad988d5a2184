import type { LdapGroupsFrom, LdapSecurity, LdapSettingsInput, OidcSettingsInput, SignInSettingsFieldsFragment } from "../../gql/graphql";
import type { Labels } from "../../ui/admin/compare";
import { linesOf } from "../../ui/admin/lines";
import type { Refusal } from "../../ui/admin/refusals";

/** A group and the role that its members get. */
export interface Mapping {
  group: string;
  roleId: string;
}

/** The settings as the form has them: flat, so that a conflict is told field by field. */
export interface Values {
  local: boolean;
  publicUrl: string;
  oidcEnabled: boolean;
  oidcName: string;
  oidcIssuer: string;
  oidcClientId: string;
  oidcHasClientSecret: boolean;
  oidcClientSecret: string;
  oidcClearSecret: boolean;
  oidcScopes: string;
  oidcUsernameClaim: string;
  oidcGroupsClaim: string;
  oidcCaCertificates: string;
  oidcSignOutAtProvider: boolean;
  oidcMappings: Mapping[];
  ldapEnabled: boolean;
  ldapName: string;
  ldapServers: string;
  ldapSecurity: string;
  ldapPermitPlaintext: boolean;
  ldapCaCertificates: string;
  ldapBindDn: string;
  ldapHasBindPassword: boolean;
  ldapBindPassword: string;
  ldapBaseDn: string;
  ldapUserFilter: string;
  ldapUsernameAttribute: string;
  ldapDisplayNameAttribute: string;
  ldapIdAttribute: string;
  ldapGroupsFrom: string;
  ldapMemberOfAttribute: string;
  ldapGroupBaseDn: string;
  ldapGroupFilter: string;
  ldapNestedGroups: boolean;
  ldapTimeout: string;
  ldapMappings: Mapping[];
}

export const securities = [
  { value: "LDAPS", label: "LDAPS: TLS from the first byte" },
  { value: "START_TLS", label: "StartTLS: TLS before anything is said" },
  { value: "PLAINTEXT", label: "None" },
];

export const groupSources = [
  { value: "MEMBER_OF", label: "An attribute of the person" },
  { value: "SEARCH", label: "Search for groups that name the person" },
];

/** The labels of the fields; a conflict is explained with them. */
export function labelsFor(roleName: (id: string) => string): Labels<Values> {
  const mappings = (list: Mapping[]) => list.map((m) => `${m.group} – ${roleName(m.roleId)}`).join(", ");
  const chosen = (options: readonly { value: string; label: string }[]) => (value: string) => options.find((o) => o.value === value)?.label ?? value;
  return {
    local: "Local accounts",
    publicUrl: "Public address",
    oidcEnabled: "OpenID provider",
    oidcName: "Text of the button",
    oidcIssuer: "Issuer",
    oidcClientId: "Client id",
    oidcClientSecret: { label: "Client secret", secret: (v) => ({ isSaved: v.oidcHasClientSecret, isTyped: v.oidcClientSecret !== "", isCleared: v.oidcClearSecret }) },
    oidcScopes: "Scopes",
    oidcUsernameClaim: "Claim with the user name",
    oidcGroupsClaim: "Claim with the groups",
    oidcCaCertificates: "Certificates of the provider",
    oidcSignOutAtProvider: "Sign out at the provider",
    oidcMappings: { label: "Groups of the provider", show: mappings },
    ldapEnabled: "Directory",
    ldapName: "Name of the directory",
    ldapServers: "Servers",
    ldapSecurity: { label: "Protection", show: chosen(securities) },
    ldapPermitPlaintext: "Connections without TLS",
    ldapCaCertificates: "Certificates of the directory",
    ldapBindDn: "Account that searches",
    // Without an account there is no password.
    ldapBindPassword: { label: "Password of the account", secret: (v) => ({ isSaved: v.ldapHasBindPassword, isTyped: v.ldapBindPassword !== "", isCleared: v.ldapBindDn.trim() === "" }) },
    ldapBaseDn: "Where people are",
    ldapUserFilter: "Filter of people",
    ldapUsernameAttribute: "Attribute with the user name",
    ldapDisplayNameAttribute: "Attribute with the name",
    ldapIdAttribute: "Attribute that never changes",
    ldapGroupsFrom: { label: "Where groups come from", show: chosen(groupSources) },
    ldapMemberOfAttribute: "Attribute with the groups",
    ldapGroupBaseDn: "Where groups are",
    ldapGroupFilter: "Filter of groups",
    ldapNestedGroups: "Groups in groups",
    ldapTimeout: "Time-out",
    ldapMappings: { label: "Groups of the directory", show: mappings },
  };
}

export function valuesOf(s: SignInSettingsFieldsFragment): Values {
  const { oidc, ldap } = s;
  const mappings = (list: typeof oidc.mappings) => list.map((m) => ({ group: m.group, roleId: m.role.id }));
  return {
    local: s.local,
    publicUrl: s.publicUrl,
    oidcEnabled: oidc.enabled,
    oidcName: oidc.name,
    oidcIssuer: oidc.issuer,
    oidcClientId: oidc.clientId,
    oidcHasClientSecret: oidc.hasClientSecret,
    oidcClientSecret: "",
    oidcClearSecret: false,
    oidcScopes: oidc.scopes.join(" "),
    oidcUsernameClaim: oidc.usernameClaim,
    oidcGroupsClaim: oidc.groupsClaim,
    oidcCaCertificates: oidc.caCertificates,
    oidcSignOutAtProvider: oidc.signOutAtProvider,
    oidcMappings: mappings(oidc.mappings),
    ldapEnabled: ldap.enabled,
    ldapName: ldap.name,
    ldapServers: ldap.servers.join("\n"),
    ldapSecurity: ldap.security,
    ldapPermitPlaintext: ldap.permitPlaintext,
    ldapCaCertificates: ldap.caCertificates,
    ldapBindDn: ldap.bindDn,
    ldapHasBindPassword: ldap.hasBindPassword,
    ldapBindPassword: "",
    ldapBaseDn: ldap.baseDn,
    ldapUserFilter: ldap.userFilter,
    ldapUsernameAttribute: ldap.usernameAttribute,
    ldapDisplayNameAttribute: ldap.displayNameAttribute,
    ldapIdAttribute: ldap.idAttribute,
    ldapGroupsFrom: ldap.groupsFrom,
    ldapMemberOfAttribute: ldap.memberOfAttribute,
    ldapGroupBaseDn: ldap.groupBaseDn,
    ldapGroupFilter: ldap.groupFilter,
    ldapNestedGroups: ldap.nestedGroups,
    ldapTimeout: String(ldap.timeout),
    ldapMappings: mappings(ldap.mappings),
  };
}

const mappingsOf = (list: readonly Mapping[]) => list.filter((m) => m.group.trim() !== "").map((m) => ({ group: m.group, roleId: m.roleId }));

export function oidcInput(v: Values): OidcSettingsInput {
  return {
    enabled: v.oidcEnabled,
    name: v.oidcName,
    issuer: v.oidcIssuer,
    clientId: v.oidcClientId,
    // Left out: the secret that is set stays.
    ...(v.oidcClearSecret ? { clientSecret: null } : v.oidcClientSecret ? { clientSecret: v.oidcClientSecret } : {}),
    scopes: v.oidcScopes.split(/[\s,]+/).filter(Boolean),
    usernameClaim: v.oidcUsernameClaim,
    groupsClaim: v.oidcGroupsClaim,
    caCertificates: v.oidcCaCertificates,
    signOutAtProvider: v.oidcSignOutAtProvider,
    mappings: mappingsOf(v.oidcMappings),
  };
}

export function ldapInput(v: Values): LdapSettingsInput {
  return {
    enabled: v.ldapEnabled,
    name: v.ldapName,
    servers: linesOf(v.ldapServers),
    security: v.ldapSecurity as LdapSecurity,
    permitPlaintext: v.ldapPermitPlaintext,
    caCertificates: v.ldapCaCertificates,
    bindDn: v.ldapBindDn,
    // Without an account there is no password.
    ...(v.ldapBindDn.trim() === "" ? { bindPassword: null } : v.ldapBindPassword ? { bindPassword: v.ldapBindPassword } : {}),
    baseDn: v.ldapBaseDn,
    userFilter: v.ldapUserFilter,
    usernameAttribute: v.ldapUsernameAttribute,
    displayNameAttribute: v.ldapDisplayNameAttribute,
    idAttribute: v.ldapIdAttribute,
    groupsFrom: v.ldapGroupsFrom as LdapGroupsFrom,
    memberOfAttribute: v.ldapMemberOfAttribute,
    groupBaseDn: v.ldapGroupBaseDn,
    groupFilter: v.ldapGroupFilter,
    nestedGroups: v.ldapNestedGroups,
    timeout: Number(v.ldapTimeout),
    mappings: mappingsOf(v.ldapMappings),
  };
}

/**
 * Refusals of ["ldap", "servers", "0"] belong to the field ldapServers, those of
 * ["oidc", "mappings", "0", "group"] to a row. Rows without a group are not
 * sent, so the API counts others than the form.
 */
export function atFormFields(v: Pick<Values, "oidcMappings" | "ldapMappings">, refusals: readonly Refusal[] | undefined): Refusal[] | undefined {
  return refusals?.map((r) => {
    const [of, name, ...rest] = r.field ?? [];
    if ((of !== "oidc" && of !== "ldap") || name === undefined) return r;
    const field = of + name.charAt(0).toUpperCase() + name.slice(1);
    if (field === "oidcMappings" || field === "ldapMappings") {
      const [index, ...part] = rest;
      const sent = v[field].flatMap((m, row) => (m.group.trim() === "" ? [] : [row]));
      return { ...r, field: index === undefined ? [field] : [field, String(sent[Number(index)] ?? index), ...part] };
    }
    return { ...r, field: name === "servers" || name === "scopes" ? [field] : [field, ...rest] };
  });
}

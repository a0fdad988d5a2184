import { describe, expect, it } from "vitest";
import type { SignInSettingsFieldsFragment } from "../../gql/graphql";
import { atFormFields, ldapInput, oidcInput, valuesOf } from "./values";

const role = { id: "r1", name: "Read-only" };
const settings = {
  id: "s",
  revision: "3",
  local: true,
  publicUrl: "",
  redirectUrl: null,
  oidc: {
    enabled: true, name: "Example", issuer: "https://idp", clientId: "parley", hasClientSecret: true, scopes: ["profile", "email"],
    usernameClaim: "preferred_username", groupsClaim: "groups", caCertificates: "", signOutAtProvider: false, mappings: [{ group: "admins", role }],
  },
  ldap: {
    enabled: false, name: "Directory", servers: ["a:636", "b:636"], security: "LDAPS", permitPlaintext: false, caCertificates: "", bindDn: "cn=search",
    hasBindPassword: true, baseDn: "dc=x", userFilter: "(uid={username})", usernameAttribute: "uid", displayNameAttribute: "cn", idAttribute: "entryUUID",
    groupsFrom: "MEMBER_OF", memberOfAttribute: "memberOf", groupBaseDn: "", groupFilter: "(member={dn})", nestedGroups: false, timeout: 10, mappings: [],
  },
} as unknown as SignInSettingsFieldsFragment;

describe("the form of sign-in", () => {
  it("keeps secrets that were not typed", () => {
    const v = valuesOf(settings);
    expect(oidcInput(v)).not.toHaveProperty("clientSecret");
    expect(ldapInput(v)).not.toHaveProperty("bindPassword");
    expect(oidcInput({ ...v, oidcClientSecret: "new" }).clientSecret).toBe("new");
    expect(ldapInput({ ...v, ldapBindPassword: "new" }).bindPassword).toBe("new");
  });

  it("clears a secret on purpose, and the password with the account", () => {
    const v = valuesOf(settings);
    expect(oidcInput({ ...v, oidcClearSecret: true, oidcClientSecret: "x" }).clientSecret).toBeNull();
    expect(ldapInput({ ...v, ldapBindDn: " ", ldapBindPassword: "x" }).bindPassword).toBeNull();
  });

  it("reads lists as they are written", () => {
    const v = valuesOf(settings);
    expect(oidcInput({ ...v, oidcScopes: " profile, email  groups " }).scopes).toEqual(["profile", "email", "groups"]);
    expect(ldapInput({ ...v, ldapServers: "a:636\n\n b:636 " }).servers).toEqual(["a:636", "b:636"]);
    expect(oidcInput({ ...v, oidcMappings: [...v.oidcMappings, { group: " ", roleId: "r2" }] }).mappings).toEqual([{ group: "admins", roleId: "r1" }]);
  });

  it("puts refusals beside the fields of the form", () => {
    const v = { oidcMappings: [], ldapMappings: [{ group: " ", roleId: "r" }, { group: "a", roleId: "r" }] };
    const at = (field: string[] | null) => atFormFields(v, [{ code: "INVALID", field, message: "" }])?.[0]?.field;
    expect(at(["oidc", "issuer"])).toEqual(["oidcIssuer"]);
    expect(at(["ldap", "servers", "1"])).toEqual(["ldapServers"]);
    expect(at(["ldap", "mappings", "0", "group"])).toEqual(["ldapMappings", "1", "group"]);
    expect(at(["publicUrl"])).toEqual(["publicUrl"]);
    expect(at(null)).toBeNull();
  });
});

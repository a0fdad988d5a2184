import { ClipboardCopy, FormGroup, FormHelperText, FormSection, HelperText, HelperTextItem } from "@patternfly/react-core";
import type { UseFormReturn } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { SignInSettingsFieldsFragment, SignInSource } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { type Option, SelectField, SwitchField, TextAreaField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { Loading } from "../../ui/admin/Loading";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { applyRefusals } from "../../ui/admin/refusals";
import { useMay } from "../../ui/admin/session";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { SignInSettingsQuery, SignInSettingsUpdateMutation } from "./documents";
import { MappingFields } from "./MappingFields";
import { TestPanel } from "./TestPanel";
import { atFormFields, groupSources, labelsFor, ldapInput, oidcInput, securities, type Values, valuesOf } from "./values";
import "./sign-in-settings.css";

const context = { requestPolicy: "network-only" as const, additionalTypenames: ["SignInSettings"] };

/** How administrators sign in. */
export function SignInSettingsPage() {
  const [{ data, error }, reload] = useQuery({ query: SignInSettingsQuery, context });
  if (error && !data) return <ErrorState title="The settings could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!data) return <Loading />;
  const { oidc, ldap } = data.signInSettings;
  // A role that is given already can be chosen, however many there are.
  const roles = new Map([...data.roles.nodes, ...[...oidc.mappings, ...ldap.mappings].map((m) => m.role)].map((r) => [r.id, r.name]));
  return <SettingsForm settings={data.signInSettings} roles={[...roles].map(([value, label]) => ({ value, label }))} />;
}

function SettingsForm({ settings, roles }: { settings: SignInSettingsFieldsFragment; roles: readonly Option[] }) {
  const [, update] = useMutation(SignInSettingsUpdateMutation);
  const { form, base, page } = useEntityForm<SignInSettingsFieldsFragment, Values>({
    entity: settings,
    valuesOf: (s) => valuesOf(s ?? settings),
    labels: labelsFor((id) => roles.find((r) => r.value === id)?.label ?? "a role that is gone"),
    nameOf: () => "How administrators sign in",
    create: async () => ({}),
    onCreated: () => undefined,
    update: async (v, { revision }) => {
      const input = { expectedRevision: revision, local: v.local, publicUrl: v.publicUrl, oidc: oidcInput(v), ldap: ldapInput(v) };
      const { data, error } = await update({ input });
      return { error, entity: data?.signInSettingsUpdate.signInSettings, userErrors: atFormFields(v, data?.signInSettingsUpdate.userErrors) };
    },
  });
  const saved = base ?? settings;
  return (
    <FormPage title="Sign-in" scope="access:write" header={<ObjectAudit id={settings.id} />} {...page} submitLabel="Save" onCancel={() => form.reset()}>
      <FormSection title="Local accounts" titleElement="h2">
        <SwitchField
          control={form.control}
          name="local"
          label="Local accounts may sign in"
          help="Only somebody who signed in in a way that stays may switch this off. The way back is parley serve --allow-local-sign-in."
        />
      </FormSection>
      <Provider form={form} settings={saved} roles={roles} />
      <Directory form={form} settings={saved} roles={roles} />
    </FormPage>
  );
}

interface SectionProps {
  form: UseFormReturn<Values>;
  settings: SignInSettingsFieldsFragment;
  roles: readonly Option[];
}

const kept = (has: boolean) => (has ? "One is set. Leave empty to keep it." : undefined);
const certificates = "Certificates in PEM that theirs lead to; empty: those that this machine trusts.";

function Provider({ form, settings, roles }: SectionProps) {
  const { control } = form;
  const may = useMay("access:write");
  return (
    <FormSection title="OpenID provider" titleElement="h2">
      <SwitchField control={control} name="oidcEnabled" label="People may sign in at the provider" />
      <TextField control={control} name="oidcName" label="Text of the button" required />
      <TextField control={control} name="publicUrl" label="Public address" placeholder="https://parley.example.com" help="How browsers reach this page; empty: as the Management Node was started." />
      <FormGroup label="Redirect address" fieldId="redirect-url" role="group">
        {settings.redirectUrl ? (
          <ClipboardCopy isReadOnly hoverTip="Copy" clickTip="Copied" textAriaLabel="Redirect address">
            {settings.redirectUrl}
          </ClipboardCopy>
        ) : null}
        <FormHelperText>
          <HelperText>
            <HelperTextItem>{settings.redirectUrl ? "Register it at the provider." : "It is shown here once the public address is saved."}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <TextField control={control} name="oidcIssuer" label="Issuer" placeholder="https://idp.example.com/realms/staff" help="Exactly as the provider writes it." />
      <TextField control={control} name="oidcClientId" label="Client id" />
      <TextField control={control} name="oidcClientSecret" label="Client secret" type="password" autoComplete="new-password" {...help(kept(settings.oidc.hasClientSecret))} />
      {settings.oidc.hasClientSecret && <SwitchField control={control} name="oidcClearSecret" label="Remove the client secret" />}
      <TextField control={control} name="oidcScopes" label="Scopes" help="Besides openid, with blanks between them." />
      <TextField control={control} name="oidcUsernameClaim" label="Claim with the user name" />
      <TextField control={control} name="oidcGroupsClaim" label="Claim with the groups" help="Dots lead into objects, as in realm_access.roles." />
      <TextAreaField control={control} name="oidcCaCertificates" label="Certificates of the provider" help={certificates} />
      <SwitchField control={control} name="oidcSignOutAtProvider" label="Signing out here leads to the provider's sign-out" />
      <MappingFields control={control} name="oidcMappings" roles={roles} help="As the provider writes them. Who is in none of these groups does not get in; who is in several has all their roles." />
      {may && (
        <TestPanel
          what="provider"
          input={() => ({ source: "OIDC" as SignInSource, publicUrl: form.getValues("publicUrl"), oidc: oidcInput(form.getValues()) })}
          onRefused={(refusals) => applyRefusals(form, atFormFields(form.getValues(), refusals) ?? [])}
        />
      )}
    </FormSection>
  );
}

/** A help that is not there is left out. */
const help = (text: string | undefined) => (text === undefined ? {} : { help: text });

function Directory({ form, settings, roles }: SectionProps) {
  const { control } = form;
  const may = useMay("access:write");
  const [security, groupsFrom] = form.watch(["ldapSecurity", "ldapGroupsFrom"]);
  return (
    <FormSection title="Directory" titleElement="h2">
      <SwitchField control={control} name="ldapEnabled" label="People may sign in with their password of the directory" />
      <TextField control={control} name="ldapName" label="Name of the directory" required help="What the sign-in page calls it." />
      <TextAreaField control={control} name="ldapServers" label="Servers" help="host:port, one a line, tried in this order." />
      <SelectField control={control} name="ldapSecurity" label="Protection" options={securities} />
      {security === "PLAINTEXT" && (
        <SwitchField control={control} name="ldapPermitPlaintext" label="Permit connections without TLS" help="Everybody on the way can read the passwords." />
      )}
      <TextAreaField control={control} name="ldapCaCertificates" label="Certificates of the directory" help={certificates} />
      <TextField control={control} name="ldapBindDn" label="Account that searches" placeholder="cn=search,dc=example,dc=com" help="Empty: without a name." />
      <TextField control={control} name="ldapBindPassword" label="Password of this account" type="password" autoComplete="new-password" {...help(kept(settings.ldap.hasBindPassword))} />
      <TextField control={control} name="ldapBaseDn" label="Where people are" placeholder="ou=people,dc=example,dc=com" />
      <TextField control={control} name="ldapUserFilter" label="Filter of people" help="{username} stands for what was typed." />
      <TextField control={control} name="ldapUsernameAttribute" label="Attribute with the user name" />
      <TextField control={control} name="ldapDisplayNameAttribute" label="Attribute with the name" />
      <TextField control={control} name="ldapIdAttribute" label="Attribute that never changes" help="entryUUID, or objectGUID in Active Directory; empty: the distinguished name." />
      <SelectField control={control} name="ldapGroupsFrom" label="Where groups come from" options={groupSources} />
      {groupsFrom === "SEARCH" ? (
        <>
          <TextField control={control} name="ldapGroupBaseDn" label="Where groups are" help="Empty: where people are." />
          <TextField control={control} name="ldapGroupFilter" label="Filter of groups" help="{dn} and {username} stand for the person." />
        </>
      ) : (
        <TextField control={control} name="ldapMemberOfAttribute" label="Attribute with the groups" />
      )}
      <SwitchField control={control} name="ldapNestedGroups" label="Groups in groups count, too" />
      <TextField control={control} name="ldapTimeout" label="Time-out" type="number" required help="Seconds over all servers, 1 to 20." />
      <MappingFields control={control} name="ldapMappings" roles={roles} help="Distinguished names. Who is in none of these groups does not get in; who is in several has all their roles." />
      {may && (
        <TestPanel
          what="directory"
          withPerson
          input={() => ({ source: "LDAP" as SignInSource, ldap: ldapInput(form.getValues()) })}
          onRefused={(refusals) => applyRefusals(form, atFormFields(form.getValues(), refusals) ?? [])}
        />
      )}
    </FormSection>
  );
}

import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useWatch } from "react-hook-form";
import { useMutation } from "urql";
import type { GatewayRuleFieldsFragment } from "../../gql/graphql";
import { callTypes, outgoingProtocols, protocols } from "../../ui/admin/calls";
import { ChecksField } from "../../ui/admin/ChecksField";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { LocationChoices, ThemeChoices } from "../../ui/admin/choices";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { GatewayRuleCreateMutation, GatewayRuleRemoveMutation, GatewayRuleUpdateMutation } from "./documents";
import { NotYet } from "./NotYet";
import { atFields, encryptions, qualities, ruleInput, ruleLabels, ruleValues, type RuleValues, targets } from "./values";

interface Props {
  rule: GatewayRuleFieldsFragment | null;
  warnings: readonly Warning[];
  onDone: () => void;
}

export function RuleForm({ rule, warnings, onDone }: Props) {
  const [, create] = useMutation(GatewayRuleCreateMutation);
  const [, update] = useMutation(GatewayRuleUpdateMutation);
  const [, remove] = useMutation(GatewayRuleRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<GatewayRuleFieldsFragment, RuleValues>({
    entity: rule,
    valuesOf: ruleValues,
    labels: ruleLabels,
    nameOf: (v) => `Gateway rule ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: ruleInput(values) });
      return { error, entity: data?.gatewayRuleCreate.gatewayRule, userErrors: atFields(data?.gatewayRuleCreate.userErrors) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...ruleInput(values) } });
      return { error, entity: data?.gatewayRuleUpdate.gatewayRule, userErrors: atFields(data?.gatewayRuleUpdate.userErrors) };
    },
    onCreated: onDone,
  });
  const { control } = form;
  const incoming = useWatch({ control, name: "incoming" });
  return (
    <FormPage
      title={base ? base.name : "New gateway rule"}
      parent={<Link to="/rules">Gateway rules</Link>}
      header={
        <>
          <NotYet />
          {base && <Warnings warnings={warnings} here={base.id} />}
          {base && <ObjectAudit id={base.id} />}
        </>
      }
      {...page}
      submitLabel={base ? "Save" : "Add rule"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`rule ${base.name}`}
            consequence="Calls that it would have taken go to the next rule that fits, or nowhere."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.gatewayRuleRemove.userErrors, () => {
                notice(`Gateway rule ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={control} name="description" label="Description" />
      <TextField control={control} name="priority" label="Priority" type="number" required help="1 to 200. The lowest is asked first, equal ones by name." />
      <SwitchField control={control} name="enabled" label="Enabled" />
      <FormSection title="Which calls" titleElement="h2">
        <SwitchField control={control} name="incoming" label="Calls into the platform" />
        <SwitchField control={control} name="outgoing" label="Calls out of conferences" help="Those that a conference dials by the gateway rules." />
        <ChoiceField control={control} name="sourceLocationId" label="Location of the call" from={LocationChoices} none="Any" help="Of the node that takes or places it." />
        {incoming && <ChecksField control={control} name="protocols" label="Protocols" options={protocols} help="Of incoming calls." />}
        {incoming && <SwitchField control={control} name="onlyIfRegistered" label="Registered devices only" help="Of incoming calls." />}
        <TextField control={control} name="matchString" label="Pattern" required help="Regular expression for the whole alias; case does not matter. .* fits everything." />
        <SwitchField control={control} name="matchFullAlias" label="With scheme and parameters" help="The pattern is held against sip:name@host;transport=tls, not only name@host." />
        <TextField control={control} name="replaceString" label="Replacement" help="What the alias becomes: $1 or \1 is the first group of the pattern, $0 the whole alias. Empty: it stays as it is." />
      </FormSection>
      <FormSection title="Who is called" titleElement="h2">
        <SelectField control={control} name="target" label="Who is called" options={targets} help="A device is reached by the protocol that it is registered with." />
        <SelectField control={control} name="outgoingProtocol" label="Protocol outside" options={outgoingProtocols} />
        <ChoiceField control={control} name="outgoingLocationId" label="Called from" from={LocationChoices} none="The node that took the call" />
        <SelectField control={control} name="callType" label="Media" options={callTypes} />
        <SelectField control={control} name="maxQuality" label="Highest quality" options={qualities} />
        <SelectField control={control} name="encryption" label="Encryption" options={encryptions} />
        <TextField control={control} name="maxCallRateIn" label="Rate in, kbit/s" type="number" help="128 to 8192; empty: no limit." />
        <TextField control={control} name="maxCallRateOut" label="Rate out, kbit/s" type="number" help="128 to 8192; empty: no limit." />
        <ChoiceField control={control} name="themeId" label="Theme" from={ThemeChoices} none="The default one" help="The pictures and sounds that the caller sees and hears." />
        <SwitchField control={control} name="treatAsTrusted" label="Trusted" help="Who is called is told to treat the caller as part of the own organisation." />
        <TextField control={control} name="tag" label="Tag" help="Repeated in events and logs." />
      </FormSection>
    </FormPage>
  );
}

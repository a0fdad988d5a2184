import type { Control } from "react-hook-form";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { PolicyProfileChoices } from "../../ui/admin/choices";
import { SelectField, SwitchField } from "../../ui/admin/fields";
import { Later } from "../../ui/admin/Later";
import { type LocationValues, protections, valuesOf } from "./values";

const names = ["policyProfileId", "pinProtection", "aliasProtection", "useRelayCandidatesOnly"] as const;
const fresh = valuesOf(null);

/** The fields of a location that nothing acts on yet, besides its servers. */
export function LaterFields({ control, begun }: { control: Control<LocationValues>; begun: LocationValues }) {
  return (
    <Later isSet={names.some((n) => JSON.stringify(begun[n]) !== JSON.stringify(fresh[n]))} note="The nodes do not use them yet.">
      <ChoiceField control={control} name="policyProfileId" label="Policy profile" from={PolicyProfileChoices} none="None" help="The server that is asked how to treat calls." />
      <SelectField control={control} name="pinProtection" label="Block services after wrong PINs" options={protections} />
      <SelectField control={control} name="aliasProtection" label="Block callers after unknown aliases" options={protections} />
      <SwitchField control={control} name="useRelayCandidatesOnly" label="Clients send all media over TURN" help="Needs a TURN server of clients." />
    </Later>
  );
}

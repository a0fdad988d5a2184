import { ToolbarItem } from "@patternfly/react-core";
import { useState } from "react";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import { type Choice, LocationChoices } from "../../ui/admin/choices";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { OrderSelect } from "../../ui/admin/OrderSelect";
import { burstings, maintenances, type NodeFilters, roles, states } from "./filters";

interface Props {
  values: NodeFilters;
  set: (name: keyof NodeFilters & string) => (value: string) => void;
}

/** What the list of nodes is filtered and ordered by. */
export function NodeFilter({ values, set }: Props) {
  const [location, setLocation] = useState<Choice | null>(null);
  return (
    <>
      <ToolbarItem>
        <ChoiceSelect
          id="node-location"
          label="Location"
          isUnlabelled
          from={LocationChoices}
          none="All locations"
          value={location}
          onChange={(chosen) => {
            setLocation(chosen);
            set("locationId")(chosen?.id ?? "");
          }}
        />
      </ToolbarItem>
      <FilterSelect label="State" value={values.state} all="All states" options={states} onFilter={set("state")} />
      <FilterSelect label="Role" value={values.role} all="All roles" options={roles} onFilter={set("role")} />
      <FilterSelect label="Maintenance" value={values.maintenance} all="Maintenance or not" options={maintenances} onFilter={set("maintenance")} />
      <FilterSelect label="Bursting" value={values.bursting} all="Burst nodes or not" options={burstings} onFilter={set("bursting")} />
      <OrderSelect value={values.order} onOrder={set("order")} />
    </>
  );
}

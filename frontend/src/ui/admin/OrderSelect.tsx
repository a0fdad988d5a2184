import { FilterSelect } from "./FilterSelect";
import { orders } from "./order";

/** How a list is ordered. */
export function OrderSelect({ value, onOrder }: { value: string; onOrder: (value: string) => void }) {
  return <FilterSelect label="Order" value={value} all="By name" options={orders} onFilter={onOrder} />;
}

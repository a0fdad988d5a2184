import { describe, expect, it } from "vitest";
import { apply, type Alarm, type Alarms } from "./state";

const counts = { error: 1, warning: 0, info: 0, unacknowledged: 1 };
const alarm = (position: string, active = true, note: string | null = null) =>
  ({ id: `a${position}`, position, active, note, level: "ERROR", kind: "DISK_FILLING" }) as unknown as Alarm;
const message = (position: string, alarms: Alarm[], complete = false) => ({ position, complete, alarms, counts });
const ids = (state: Alarms) => state.list.map((a) => a.id);

describe("alarms", () => {
  it("begin with all that are raised, newest first", () => {
    expect(ids(apply(null, message("12", [alarm("9"), alarm("10"), alarm("3", false)], true)))).toEqual(["a10", "a9"]);
  });

  it("change one by one", () => {
    let state = apply(null, message("1", [alarm("1")], true));
    state = apply(state, message("2", [alarm("2")]));
    expect(ids(state)).toEqual(["a2", "a1"]);
    state = apply(state, message("3", [alarm("1", true, "mine")]));
    expect(state.list[1]?.note).toBe("mine");
    state = apply(state, message("4", [alarm("2", false)]));
    expect(ids(state)).toEqual(["a1"]);
    expect(state.position).toBe("4");
  });

  it("stay the same when nothing has changed", () => {
    const state = apply(null, message("1", [alarm("1")], true));
    expect(apply(state, message("1", []))).toBe(state);
  });

  it("are forgotten when everything is told anew", () => {
    const state = apply(null, message("1", [alarm("1")], true));
    expect(ids(apply(state, message("9", [alarm("7")], true)))).toEqual(["a7"]);
  });
});

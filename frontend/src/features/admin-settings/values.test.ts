import { describe, expect, it } from "vitest";
import type { GlobalSettingsFieldsFragment } from "../../gql/graphql";
import { emptied, findFields, sectionOf, sections, settingsInput, settingsLabels, settingsValues } from "./values";

const saved = {
  id: "s",
  revision: "3",
  deploymentName: "Acme",
  enableChat: false,
  maxQuality: "FULL_HD",
  pinEntryTimeout: 60,
  waitingForHostTimeout: 0,
  guestsOnlyTimeout: 0,
  lastParticipantTimeout: 90,
  sessionIdleTimeout: 5,
  defaultThemeId: null,
  pinProtection: false,
  pinAttemptLimit: 7,
  aliasProtection: true,
  aliasAttemptLimit: 200,
  breakInAllowList: ["192.0.2.0/24", "2001:db8::/32"],
  signInBanner: "a\nb",
  siteBanner: "",
  encryption: "REQUIRED",
  maxCallRateIn: 512,
  maxCallRateOut: null,
  enableDialout: false,
  burstingEnabled: true,
  burstingThreshold: 9,
  burstingMinLifetime: 60,
  liveViewShowConferences: false,
  conferenceHistoryDays: 30,
} as GlobalSettingsFieldsFragment;

describe("the settings' form", () => {
  it("gives back what it was given", () => {
    const { id, revision, ...rest } = saved;
    expect([id, revision]).toEqual(["s", "3"]);
    expect(settingsInput(settingsValues(saved))).toEqual({ ...rest, siteBanner: null });
  });

  it("has every value in one section, under a label of its own", () => {
    const names = sections.flatMap((s) => s.fields.map((f) => f.name));
    expect([...names].sort()).toEqual(Object.keys(settingsValues(null)).sort());
    expect(new Set(Object.values(settingsLabels)).size).toBe(names.length);
  });

  it("leaves empty lines of a list out", () => {
    expect(settingsInput({ ...settingsValues(saved), breakInAllowList: " 10.0.0.1 \n\n 10.0.0.2/31\n" }).breakInAllowList).toEqual(["10.0.0.1", "10.0.0.2/31"]);
  });

  it("does not take an emptied number for zero", () => {
    expect(emptied(settingsValues(saved))).toEqual([]);
    expect(emptied({ ...settingsValues(saved), guestsOnlyTimeout: "", waitingForHostTimeout: " " }).map((r) => r.field)).toEqual([["waitingForHostTimeout"], ["guestsOnlyTimeout"]]);
  });

  it("finds fields by words of label, help and section", () => {
    const found = (text: string) => findFields(text).flatMap((s) => s.fields.map((f) => f.name));
    expect(found("WRONG pins")).toEqual(["pinProtection", "pinAttemptLimit"]);
    expect(found("timers guest")).toEqual(["waitingForHostTimeout", "guestsOnlyTimeout"]);
    expect(found("banner")).toEqual(["siteBanner", "signInBanner"]);
    expect(found("nothing like it")).toEqual([]);
    expect(found("")).toHaveLength(25);
    expect(sectionOf("aliasAttemptLimit")).toBe("break-in");
    expect(sectionOf("else")).toBeUndefined();
  });
});

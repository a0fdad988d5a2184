import { expect, test } from "vitest";
import { compare } from "../../ui/admin/compare";
import { policyInput, policyLabels, policyValues, requestNames } from "./values";

test("a password that was not touched is not sent", () => {
  expect(policyInput(policyValues(null))).not.toHaveProperty("password");
});

test("a typed password is sent as it is, a cleared one is null whatever was typed", () => {
  expect(policyInput({ ...policyValues(null), password: " a " })).toMatchObject({ password: " a " });
  expect(policyInput({ ...policyValues(null), password: "a", clearPassword: true })).toMatchObject({ password: null });
});

test("two versions differ in words, and a password does not show", () => {
  const mine = { ...policyValues(null), password: "sesame", avatar: true };
  const theirs = { ...policyValues(null), hasPassword: true };
  expect(compare(mine, theirs, policyLabels)).toEqual([
    { label: "Password", mine: "a new one", theirs: "one is set" },
    { label: "Pictures of participants", mine: "on", theirs: "off" },
  ]);
});

test("requests are named in few words", () => {
  expect(requestNames(policyValues(null))).toBe("");
  expect(requestNames({ ...policyValues(null), serviceConfiguration: true, registrations: true })).toBe("Aliases, Registrations");
});

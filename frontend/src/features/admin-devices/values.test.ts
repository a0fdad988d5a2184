import { expect, test } from "vitest";
import { deviceInput, deviceValues } from "./values";

test("a password that was not touched is not sent", () => {
  expect(deviceInput(deviceValues(null))).not.toHaveProperty("password");
});

test("a typed password is sent, a cleared one is null whatever was typed", () => {
  expect(deviceInput({ ...deviceValues(null), password: " a " })).toMatchObject({ password: " a " });
  expect(deviceInput({ ...deviceValues(null), password: "a", clearPassword: true })).toMatchObject({ password: null });
});

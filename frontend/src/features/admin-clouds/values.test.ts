import { expect, test } from "vitest";
import type { CloudAccountFieldsFragment } from "../../gql/graphql";
import { compare } from "../../ui/admin/compare";
import { cloudInput, cloudLabels, cloudValues, needsSecret } from "./values";

const saved = { ...cloudValues(null), id: "a", revision: "1", accessKeyId: "AKIAEXAMPLEEXAMPLE", hasSecretKey: true, endpoint: "https://a.example" } as unknown as CloudAccountFieldsFragment;

test("a secret that was not touched is not sent, a typed one is", () => {
  expect(cloudInput(cloudValues(saved))).not.toHaveProperty("secretAccessKey");
  expect(cloudInput({ ...cloudValues(saved), secretAccessKey: "s" })).toMatchObject({ secretAccessKey: "s" });
});

test("the secret goes with its access key", () => {
  expect(cloudInput({ ...cloudValues(saved), accessKeyId: " " })).toMatchObject({ secretAccessKey: null });
  expect(cloudInput(cloudValues(null)), "there is none to remove").not.toHaveProperty("secretAccessKey");
  expect(cloudInput({ ...cloudValues(null), secretAccessKey: "s" }), "one without its key is for the server to refuse").toMatchObject({ accessKeyId: "", secretAccessKey: "s" });
});

test("an empty tag is the default", () => {
  expect(cloudInput(cloudValues(null))).toMatchObject({ tagKey: null, tagValue: null });
});

test("what the other kind of account has is not sent", () => {
  const typed = { ...cloudValues(saved), region: "eu-central-1", secretAccessKey: "s", scripts: "berlin", pricePerHour: "0.34", currency: "EUR" };
  expect(cloudInput({ ...typed, provider: "AWS" })).toMatchObject({ region: "eu-central-1", scripts: "", pricePerHour: "0.34", currency: "EUR" });
  expect(cloudInput({ ...typed, provider: "STATIC" })).toMatchObject({ region: "", accessKeyId: "", secretAccessKey: null, endpoint: "", scripts: "berlin", pricePerHour: "0.34" });
});

test.each([
  ["nothing else", {}, false],
  ["spaces", { endpoint: " https://a.example " }, false],
  ["another endpoint", { endpoint: "https://b.example" }, true],
  ["the provider's own endpoint", { endpoint: "" }, false],
  ["another key", { accessKeyId: "AKIAOTHEROTHEROTHER" }, true],
  ["no key", { accessKeyId: "" }, false],
  ["other certificates", { caCertificates: "-----BEGIN CERTIFICATE-----" }, true],
])("%s: the secret is needed once more, or not", (_, change, needed) => {
  expect(needsSecret({ ...cloudValues(saved), ...change }, saved)).toBe(needed);
  expect(needsSecret({ ...cloudValues(saved), ...change }, { ...saved, hasSecretKey: false }), "none is kept").toBe(false);
});

test("two versions differ in words, and secrets do not show", () => {
  expect(compare({ ...cloudValues(saved), secretAccessKey: "s" }, { ...cloudValues(saved), enabled: false }, cloudLabels)).toEqual([
    { label: "Enabled", mine: "on", theirs: "off" },
    { label: "Secret key", mine: "a new one", theirs: "one is set" },
  ]);
});

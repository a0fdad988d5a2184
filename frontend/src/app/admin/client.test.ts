import { gql } from "urql";
import { afterEach, expect, test, vi } from "vitest";
import { byItself } from "../../ui/admin/useRefresh";
import { createAdminClient } from "./client";

const Query = gql("{ signInPage { local } }");

function answering(body: unknown) {
  const asked: RequestInit[] = [];
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
    asked.push(init);
    return Promise.resolve(new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } }));
  });
  return asked;
}

afterEach(() => vi.unstubAllGlobals());

test("what a page asks by itself is marked, and nothing else", async () => {
  const asked = answering({ data: { signInPage: null } });
  const client = createAdminClient(() => undefined);
  await client.query(Query, {}, { requestPolicy: "network-only" });
  await client.query(Query, {}, byItself);
  await client.query(Query, {}, { requestPolicy: "network-only" });
  expect(asked.map((init) => new Headers(init.headers).get("Parley-Passive"))).toEqual([null, "1", null]);
  expect(asked.map((init) => init.credentials)).toEqual(["same-origin", "same-origin", "same-origin"]);
});

test("a page that asked by itself stays as it is when the session is over", async () => {
  answering({ errors: [{ message: "needs a session", extensions: { code: "UNAUTHENTICATED" } }] });
  let ended = () => undefined as void;
  const over = new Promise<void>((resolve) => (ended = resolve));
  const client = createAdminClient(() => ended());
  let answers = 0;
  const { unsubscribe } = client.query(Query, {}, byItself).subscribe(() => answers++);
  await over;
  await new Promise((settled) => setTimeout(settled)); // an answer would come before the next turn
  expect(answers).toBe(0);
  unsubscribe();
  const asked = await client.query(Query, {}, { requestPolicy: "network-only" });
  expect(asked.error?.graphQLErrors).toHaveLength(1);
});

test("whoever only looks whether there is a session is told", async () => {
  answering({ errors: [{ message: "needs a session", extensions: { code: "UNAUTHENTICATED" } }] });
  let ended = 0;
  const client = createAdminClient(() => ended++);
  const asked = await client.query(Query, {}, { requestPolicy: "network-only", probe: true });
  expect([asked.error?.graphQLErrors.length, ended]).toEqual([1, 0]);
});

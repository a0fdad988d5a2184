import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { ConferenceClient, parseEnvelope, tokenAnswer } from "./client";

interface Seen {
  url: string;
  headers: IncomingMessage["headers"];
  body: unknown;
}

let server: Server | undefined;
afterEach(() => server?.close());

/** A real HTTP server that answers each request with the next of these. */
async function serve(answers: [number, unknown][]): Promise<{ client: ConferenceClient; seen: Seen[] }> {
  const seen: Seen[] = [];
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += String(part)));
    request.on("end", () => {
      seen.push({ url: request.url ?? "", headers: request.headers, body: text === "" ? null : (JSON.parse(text) as unknown) });
      const [status, body] = answers.shift() ?? [500, "no more answers"];
      response.writeHead(status, { "Content-Type": "application/json" });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { client: new ConferenceClient("büro/1", `http://127.0.0.1:${port}`), seen };
}

const never = new AbortController().signal;
const token = { token: "t1", expires: "120", participant_uuid: "p" };

test("the alias is encoded and the PIN travels in its header", async () => {
  const { client, seen } = await serve([[200, { status: "success", result: token }]]);
  const answer = await client.requestToken({ displayName: "Anna", pin: "none" }, never);
  expect(answer).toMatchObject({ kind: "token", token: { token: "t1" } });
  expect(seen[0]).toMatchObject({
    url: "/api/client/v2/conferences/b%C3%BCro%2F1/request_token",
    headers: { pin: "none" },
    body: { display_name: "Anna" },
  });
});

test("a request without a PIN has no pin header", async () => {
  const { client, seen } = await serve([
    [403, { status: "success", result: { pin: "required", guest_pin: "none" }, code: "pin-required" }],
  ]);
  expect(await client.requestToken({ displayName: "Anna" }, never)).toEqual({ kind: "pin", guestPin: false });
  expect(seen[0]?.headers).not.toHaveProperty("pin");
});

test("a node is there if it says anything; a proxy is no node", async () => {
  const { client } = await serve([
    [200, { status: "success", result: true }],
    [503, { status: "failed", result: "System in maintenance mode", code: "maintenance" }],
    [429, { status: "failed", result: "Too many requests", code: "rate-limited" }],
    [502, "<html>bad gateway</html>"],
    [503, "no server is available"],
  ]);
  const said = [];
  for (let i = 0; i < 5; i++) said.push(await client.answers(never, 5000));
  expect(said).toEqual([true, true, true, false, false]);
  expect(await new ConferenceClient("x", "http://127.0.0.1:1").answers(never, 5000)).toBe(false);
});

test("a refreshed token is the one used from then on", async () => {
  const { client, seen } = await serve([
    [200, { status: "success", result: { token: "t2", expires: "120" } }],
    [200, { status: "success", result: true }],
  ]);
  client.token = "t1";
  expect(await client.refreshToken(never)).toBe(120);
  await client.post("lock", {}, never);
  expect(seen.map((s) => s.headers.token)).toEqual(["t1", "t2"]);
  expect(client.eventsUrl()).toMatch(/\/events\?token=t2$/);
});

test("an update answers the description, in either form", async () => {
  const { client } = await serve([
    [200, { status: "success", result: { call_uuid: "c", sdp: "v=0" } }],
    [200, { status: "success", result: "v=0" }],
  ]);
  expect(await client.updateCall("p", "c", "x", never)).toBe("v=0");
  expect(await client.updateCall("p", "c", "x", never)).toBe("v=0");
});

test("a caller that gives up gets its own reason", async () => {
  const { client } = await serve([]);
  const stop = new AbortController();
  stop.abort(new Error("left"));
  await expect(client.post("lock", {}, stop.signal)).rejects.toThrow("left");
});

test("nobody listening is unreachable", async () => {
  const client = new ConferenceClient("x", "http://127.0.0.1:1");
  await expect(client.post("lock", {}, never)).rejects.toMatchObject({ kind: "unreachable", status: 0 });
});

test("what is no envelope is a failure with its text", () => {
  expect(parseEnvelope("<html>")).toEqual({ status: "failed", result: "<html>" });
  expect(parseEnvelope('"text"')).toEqual({ status: "failed", result: '"text"' });
});

test("prompts are answers, not failures", () => {
  const ask = (result: unknown) => tokenAnswer({ status: 403, envelope: { status: "success", result } });
  expect(ask({ pin: "required", guest_pin: "required" })).toEqual({ kind: "pin", guestPin: true });
  expect(ask({ conference_extension: "required" })).toEqual({ kind: "extension" });
});

test("a success without a token is unexpected", () => {
  expect(() => tokenAnswer({ status: 200, envelope: { status: "success", result: {} } })).toThrow(/unexpected/);
});

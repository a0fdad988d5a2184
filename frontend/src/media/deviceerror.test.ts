import { expect, test } from "vitest";
import { browserOf, deviceProblem, recoveryGuide, type Browser, type DeviceProblem } from "./deviceerror";

test.each([
  ["NotAllowedError", "Permission denied", "denied"],
  ["NotAllowedError", "Permission denied by system", "denied-by-system"],
  ["NotAllowedError", "Permission dismissed", "dismissed"],
  ["NotFoundError", "Requested device not found", "missing"],
  ["OverconstrainedError", "", "missing"],
  ["NotReadableError", "Could not start video source", "in-use"],
  ["InsecureContextError", "", "insecure"],
  ["TypeError", "", "other"],
] as const)("%s (%s) is %s", (name, message, problem) => {
  expect(deviceProblem(name, message)).toBe(problem);
});

test.each([
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "edge"],
  ["Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "chrome"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "firefox"],
  ["Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", "safari"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit CriOS/140 Safari", "ios"],
  ["Mozilla/5.0 (Linux; Android 15) AppleWebKit Chrome/140 Mobile Safari", "android"],
  ["curl/8", "other"],
] as const)("%s is %s", (agent, browser) => {
  expect(browserOf(agent)).toBe(browser);
});

test("every problem has steps in every browser", () => {
  const problems: DeviceProblem[] = ["denied", "denied-by-system", "dismissed", "missing", "in-use", "insecure", "other"];
  const browsers: Browser[] = ["chrome", "edge", "firefox", "safari", "ios", "android", "other"];
  for (const problem of problems)
    for (const browser of browsers) {
      const guide = recoveryGuide(problem, browser);
      expect(guide.title).not.toBe("");
      expect(guide.steps.length).toBeGreaterThan(0);
    }
});

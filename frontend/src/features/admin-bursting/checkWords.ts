import type { CloudAccountCheckQuery } from "../../gql/graphql";

type Check = CloudAccountCheckQuery["cloudAccountCheck"];

const remedies: Readonly<Record<string, string>> = {
  "bad-credentials": "The cloud does not know the access key, or its secret is another one. Enter both once more in the account.",
  "permission-denied": "A right is missing. Give the policy of the step Rights to the user or role of the account.",
  unreachable: "The cloud was not reached. The Management Node has to reach its endpoint over HTTPS: look at the firewall, the proxy and the name server.",
  throttled: "The cloud was asked too often. Wait a minute and check again.",
  "unknown-region": "There is no such region, or it is not open to the account. Look at how it is written in the account.",
  "clock-skew": "The clock of the Management Node differs too much from the cloud’s. Have it set by a time server.",
  "account-blocked": "The cloud does nothing for the account. Sign in there as its owner and settle what it asks for.",
  "no-capacity": "The cloud has no room for the machine just now. Place machines in another zone, make them of another size, or reserve capacity.",
  "quota-exceeded": "The account has as many machines of the kind as it may. Ask the cloud for a higher quota.",
  "not-startable": "A machine of this kind cannot be stopped and started. Make one of its own for the node.",
  "disk-key-denied": "The key of the machine’s disks may not be used. Give the policy for keys of disks to the user or role of the account.",
  "start-refused": "The cloud stopped the machine again. See there why.",
  "bad-certificate": "The certificate of the endpoint is not trusted. Add those that vouch for it to the account.",
};

/** What to do about a failure that the check met. */
export const failureWords = (code: string): string => remedies[code] ?? "The cloud refused for a reason of its own.";

/** What to do about a right that was looked for; empty: nothing. */
export function rightRemedy({ tried, granted, permission }: Pick<Check["findings"][number], "tried" | "granted" | "permission">): string {
  if (tried && granted) return "";
  if (!tried) return "It is tried with machines that bear the tag of the account: give it to one, then check again.";
  if (permission === "sts:AssumeRole") return "Give the policy to assume the role, of the step Rights, to whom the access key belongs, and have the role trust them.";
  if (!permission.startsWith("ec2:")) return `Give the script ${permission} the right to it at the cloud.`;
  return "Give the policy of the step Rights to the user or role of the account. If it has it: does the tag in it have the value of the account?";
}

/** Where what a failure tells of is mended: in the account, or at the cloud with a step of the set-up; null: elsewhere. */
export function failurePlace(code: string): "account" | "rights" | null {
  if (code === "permission-denied") return "rights";
  return ["bad-credentials", "unknown-region", "bad-certificate", "unreachable"].includes(code) ? "account" : null;
}

/** What the check comes to, in one sentence. */
export function checkVerdict({ findings, failure, machines }: Pick<Check, "findings" | "failure" | "machines">): { variant: "success" | "warning" | "danger"; title: string } {
  const missing = [...new Set(findings.filter((f) => f.tried && !f.granted).map((f) => f.permission))];
  if (missing.length > 0) return { variant: "danger", title: `${missing.length === 1 ? "A right is" : "Rights are"} missing: ${missing.join(", ")}` };
  if (failure) return { variant: "danger", title: failure.permission ? `A right is missing: ${failure.permission}` : "The account cannot be used as it is" };
  const untried = findings.filter((f) => !f.tried).length;
  if (!machines.some((m) => m.tagMatches)) return { variant: "warning", title: untried > 0 ? "No machine bears the tag, so not every right could be tried" : "No machine bears the tag" };
  if (untried > 0) return { variant: "warning", title: "Not every right could be tried" };
  return { variant: "success", title: "All rights that are needed are there" };
}

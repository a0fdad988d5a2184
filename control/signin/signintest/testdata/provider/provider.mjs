// An OpenID provider for tests. Everybody's password is right; accounts are in
// the order, which is the first argument, as JSON:
//   accounts  {login: {groups, email, name}}
//   clients   as oidc-provider takes them
//   claimsInToken  groups stand in the ID token, too, not only at userinfo
//   tls       {cert, key} (PEM); without it plain HTTP
//   host      name of this machine in the issuer; 127.0.0.1 unless given
// It prints one line, {"issuer": …}, when it listens, and ends with its input.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import Provider from "oidc-provider";

const order = JSON.parse(process.argv[2]);
process.stdin.resume().on("end", () => process.exit(0));

const server = order.tls ? createSecureServer(order.tls) : createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `${order.tls ? "https" : "http"}://${order.host ?? "127.0.0.1"}:${server.address().port}`;
  const jwk = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const provider = new Provider(issuer, {
    clients: order.clients,
    jwks: { keys: [{ ...jwk, use: "sig", alg: "RS256", kid: "test" }] },
    cookies: { keys: ["of no use elsewhere"] },
    pkce: { required: () => true },
    conformIdTokenClaims: !order.claimsInToken,
    claims: { openid: ["sub"], profile: ["preferred_username", "name", "groups"], email: ["email"] },
    features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
    findAccount: (_, id) => {
      const account = order.accounts[id];
      return account && { accountId: id, claims: () => ({ sub: id, preferred_username: id, ...account }) };
    },
    // Nobody is asked whether they agree; whether they sign in they are.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  server.on("request", provider.callback());
  console.log(JSON.stringify({ issuer }));
});

// A provider of single sign-on on this machine, for the Go tests of signing on: a real OpenID Connect server that asks
// nobody for a password. Started with the address to come back to; it prints its own address and stops when its
// standard input ends.
//
// Who signs on is said by login_hint: a name of the table below, or "deny".
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const people = {
  olena: { email: "olena@example.org", email_verified: true, name: "Олена" },
  stranger: { email: "stranger@example.org", email_verified: true, name: "A stranger" },
  unverified: { email: "boss@example.org", email_verified: false, name: "Not the boss" },
};

const back = process.argv[2];
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "landbank", client_secret: "a secret of the test", redirect_uris: [back] }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // As the standard has it, claims come from the page about the person and not in the ID token.
    conformIdTokenClaims: true,
    cookies: { keys: ["a key of the test"] },
    jwks: {
      keys: [
        { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), use: "sig" },
      ],
    },
    features: { devInteractions: { enabled: false } },
    ttl: { Session: 60, Grant: 60, Interaction: 60, AccessToken: 60, IdToken: 60 },
    interactions: { url: (_, interaction) => `/sign-in/${interaction.uid}` },
    findAccount: (_, sub) => people[sub] && { accountId: sub, claims: () => ({ sub, ...people[sub] }) },
    loadExistingGrant: async (context) => {
      const grant = new provider.Grant({
        accountId: context.oidc.session.accountId,
        clientId: context.oidc.client.clientId,
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url.startsWith("/sign-in/")) return answer(request, response);
    const { params } = await provider.interactionDetails(request, response);
    const result =
      params.login_hint === "deny"
        ? { error: "access_denied" }
        : { login: { accountId: params.login_hint, remember: false } };
    return provider.interactionFinished(request, response, result);
  });
  console.log(issuer);
});
process.stdin.resume().on("end", () => process.exit());

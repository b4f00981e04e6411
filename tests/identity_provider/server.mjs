// A certified OpenID provider on loopback: whoever signs in has the address that they type.
import { createServer } from "node:http";

import Provider from "oidc-provider";

const [, , redirectUri, secret] = process.argv;
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "zhike",
        client_secret: secret,
        redirect_uris: [redirectUri],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    // Addresses stand in the id token itself, as most companies' providers have them.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: id.replace("unverified+", ""),
        email_verified: !id.startsWith("unverified+"),
      }),
    }),
  });
  server.on("request", provider.callback());
  console.log(issuer);
});

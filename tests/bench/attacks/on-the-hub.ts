/** Attacks on a hub: hostile documents, bodies and addresses, forged tokens, and headers that are not a client's to set. */
import { callHeader, signatureHeader } from "#kit/identity/sign-call.ts";
import { csrfHeader } from "../../../gateway/access/session/sessions.ts";
import { forgedTokens } from "../../gateway/access/forged-tokens.ts";
import { type HostileRequest, hostileRequests } from "../../gateway/limits/hostile-requests.ts";
import type { Issuer } from "../../support/serve-issuer.ts";

export async function attacksOnTheHub(issuer: Issuer): Promise<readonly HostileRequest[]> {
  const forged = forgedTokens.map(async ([name, code, forge]) => ({
    name: `a token that ${name}`,
    request: question({ authorization: `Bearer ${await forge(issuer)}` }),
    codes: [code],
  }));
  return [...Object.values(hostileRequests).flat(), ...(await Promise.all(forged)), ...foreignHeaders.map(withHeaders)];
}

/** That a proxy, the gateway or a browser would set. */
const foreignHeaders = [
  { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1", forwarded: "for=127.0.0.1" },
  { [callHeader]: '{"identity":{"roles":["auditor"]}}', [signatureHeader]: "00".repeat(32) },
  { cookie: `jinkatsu-session=${"x".repeat(4_000)}`, [csrfHeader]: "1" },
  { origin: "https://evil.test", "sec-fetch-site": "cross-site", "content-type": "text/plain" },
];

function withHeaders(more: Readonly<Record<string, string>>): HostileRequest {
  return { name: `forged ${Object.keys(more).join(", ")}`, request: question(more), codes: [] };
}

/** What the bystander asks, too. */
export function question(more: Readonly<Record<string, string>> = {}) {
  const query = "{ measures(first: 3) { totalCount nodes { name { ja } } } }";
  return { headers: { "content-type": "application/json", ...more }, body: JSON.stringify({ query }) };
}

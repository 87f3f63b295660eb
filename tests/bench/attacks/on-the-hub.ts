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
  return [
    ...Object.values(hostileRequests).flat(),
    ...(await Promise.all(forged)),
    ...foreignHeaders.map(withHeaders),
    ...withinLimits,
  ];
}

const recordFields = [
  "code",
  "version",
  "updatedAt",
  "pillar",
  "name { ja }",
  "name { en }",
  "summary { ja }",
  "summary { en }",
  "startFiscalYear",
  "talentTypes",
];

/** Answered or refused as anybody's: what they mean is what the hub would keep of them. */
const withinLimits: readonly HostileRequest[] = [
  askedAnew(
    "operations that are all named otherwise, with 60,000 signs",
    (at) => `query N${at}${"n".repeat(60_000)} { measures { totalCount } }`,
  ),
  askedAnew("operations that all ask for something else, to fill the record of use", (at) => {
    const fields = recordFields.filter((_, bit) => (at >> bit) & 1);
    return `query Q${at} { ${Array.from({ length: 15 }, (_, alias) => `a${at}x${alias}: measures(first: 1) { totalCount }`).join(" ")} measures(first: 1) { nodes { id ${fields.join(" ")} } } }`;
  }),
  askedAnew(
    "a value that looks like many suggestions",
    () => `{ measures(first: "${"Did you mean ".repeat(18_000)}") { totalCount } }`,
  ),
];

function askedAnew(name: string, write: (at: number) => string): HostileRequest {
  const another = (at: number) => ({
    headers: { "content-type": "application/json", "graphql-client-name": `client${at}` },
    body: JSON.stringify({ query: write(at) }),
  });
  return { name, request: another(0), another, codes: [] };
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

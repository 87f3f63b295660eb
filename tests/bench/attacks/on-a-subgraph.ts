/** Attacks on a subgraph that is reached directly: calls that nobody signed, that are signed otherwise, changed, or sent again. */
import { callHeader, type SignCall, signatureHeader, signerFor } from "#kit/identity/sign-call.ts";
import type { HostileRequest } from "../../gateway/limits/hostile-requests.ts";

const entities =
  '{"query":"{ _entities(representations: [{__typename: \\"WelfareMeasure\\", id: \\"x\\"}]) { __typename } }"}';
const page = '{"query":"{ welfareMeasures(first: 3) { totalCount nodes { name { ja } } } }"}';

export function attacksOnASubgraph(key: string): readonly HostileRequest[] {
  const sign = signerFor(new Map([["welfare", [key]]]), "welfare");
  const another = signerFor(new Map([["welfare", ["x".repeat(32)]]]), "welfare");
  const unsigned: SignCall = () => ({});
  const replayed = sign(page);
  return [
    attack("a call that nobody signed", unsigned),
    attack("a question for entities that nobody signed", unsigned, entities),
    attack("a question for the schema that nobody signed", unsigned, '{"query":"{ _service { sdl } }"}'),
    attack("a call signed with another key", another),
    attack("a call signed for other words", () => sign(entities)),
    attack("a call without its signature", (body) => ({ [callHeader]: String(sign(body)[callHeader]) })),
    attack("a call with a signature of 8,000 signs", (body) => ({
      ...sign(body),
      [signatureHeader]: "A".repeat(8_000),
    })),
    attack("a call of parts without end", () => ({ [callHeader]: ".".repeat(8_000), [signatureHeader]: "A" })),
    attack("a call that is sent again", () => replayed),
    attack(
      "a call of 200,000 signs that nobody signed",
      unsigned,
      `{"query":"{ __typename } #${"x".repeat(200_000)}"}`,
    ),
    attack("a client's own words on who it is", () => ({
      authorization: "Bearer a.b.c",
      "x-jinkatsu-role": "auditor",
    })),
  ];
}

function attack(name: string, headersFor: SignCall, body = page): HostileRequest {
  const another = () => request(headersFor, body);
  return { name, request: another(), another, codes: ["SUBGRAPH_CALL_REFUSED"] };
}

function request(headersFor: SignCall, body: string) {
  return { headers: { "content-type": "application/json", ...headersFor(body) }, body };
}

/** What the gateway asks, signed anew each time. */
export function gatewaysQuestion(key: string) {
  const sign = signerFor(new Map([["welfare", [key]]]), "welfare");
  return () => request(sign, page);
}

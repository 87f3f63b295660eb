import { expect, test } from "@jest/globals";
import { issueDevelopmentToken } from "../../../gateway/access/development-token.ts";
import { ask } from "../../support/ask.ts";
import { serveHub, subgraphOf, testConfig } from "../../support/test-hub.ts";

const written: string[] = [];

const note = (_: unknown, { text }: { readonly text: string }) => written.push(text);

const ledger = subgraphOf(
  "ledger",
  `type Query { size: Int }
   type Mutation {
     judge(text: String!): Int @policy(policies: [["audit"]])
     greet(text: String!): Int @authenticated
     write(text: String!): Int
   }`,
  { Mutation: { judge: note, greet: note, write: note } },
);

const config = testConfig({ policy: "schema/policy.yaml" });
const hub = await serveHub([ledger], config);

const asAuditor = { roles: ["auditor"], subject: "alice", holdsFor: 60 } as const;
const asMember = { roles: ["member"], department: "welfare", subject: "walt", holdsFor: 60 } as const;

async function change(field: string, wanted: typeof asAuditor | typeof asMember | undefined) {
  const token = wanted && (await issueDevelopmentToken(wanted, config));
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const { data, errors } = await ask(hub.url, `mutation { ${field}(text: "a") }`, {}, headers);
  return errors?.[0]?.extensions.code ?? Object.keys(data)[0];
}

test.each([
  ["whoever meets the policy that it names", "judge", asAuditor, "judge"],
  ["nobody who does not, such as a member of a department", "judge", asMember, "FORBIDDEN_FIELD"],
  ["not even a developer on this machine without a token", "judge", undefined, "FORBIDDEN_FIELD"],
  ["nobody by being known alone", "greet", asAuditor, "WRITES_CLOSED"],
  ["no auditor where it names no policy", "write", asAuditor, "WRITES_CLOSED"],
  ["no member of another department where it names no policy", "write", asMember, "CHANGE_FORBIDDEN"],
])("a change is open to %s", async (_, field, as, expected) => {
  const before = written.length;

  const answer = await change(field, as);

  expect(answer).toBe(expected);
  expect(written.length - before).toBe(answer === field ? 1 : 0);
});

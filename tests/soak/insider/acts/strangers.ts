/** Who is nobody, and who holds tokens that are none: they see what is public, and change nothing. */
import { generateKeyPair, SignJWT } from "jose";
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { must } from "../contradiction.ts";
import { people } from "../people.ts";
import { sdlOf } from "../schemas.ts";
import { watchMemo } from "./registry.ts";

const forgeries = ["own key", "expired", "other audience", "other issuer"] as const;

export const strangerActs: readonly Act[] = [
  {
    by: "stranger",
    name: "ask",
    weight: 4,
    effects: { answered: "the public's measures, and the memo only where it was approved to be open" },
    run: ask,
  },
  {
    by: "stranger",
    name: "ask for what is closed",
    weight: 4,
    effects: { refused: "nothing of it is answered, and nothing is changed" },
    run: askClosed,
  },
  {
    by: "forger",
    name: "show a forged token",
    weight: 4,
    effects: Object.fromEntries(forgeries.map((kind) => [kind, "401"])),
    run: forge,
  },
  {
    by: "forger",
    name: "show a token of the registry",
    weight: 4,
    effects: {
      "made up": "401",
      "as a person's": "401 in a question",
      "draft hidden": "another department's draft and its text are found in nothing that the registry answers",
    },
    run: showRegistryToken,
  },
];

async function ask(stage: Stage): Promise<Came> {
  const { data, errors } = await stage.world.ask(
    undefined,
    "{ measures(first: 20) { totalCount nodes { name { ja } department { code } } } }",
  );
  must(errors === undefined && data.measures.nodes.length === 20, "the public's measures", errors ?? data);
  await watchMemo(stage);
  return took("answered");
}

const closed = [
  "{ overlapMatrix { pairCount } }",
  "{ auditTrail { size } }",
  "{ auditDecisions { id } }",
  "{ measures(first: 2) { nodes { auditStatus { decisions } } } }",
  "mutation { takeSnapshot { problems { code } } }",
];

async function askClosed({ world, random }: Stage): Promise<Came> {
  const { data, errors } = await world.ask(undefined, random.pick(closed));
  const code = errors?.[0]?.extensions.code;
  must(["FORBIDDEN_FIELD", "WRITES_CLOSED"].includes(code), "the public to be refused", errors ?? data);
  return took("refused", code);
}

async function forge(stage: Stage): Promise<Came> {
  const { world, random } = stage;
  const kind = random.pick(forgeries);
  const authorization = `Bearer ${await forged(stage, kind)}`;
  const answer = await fetch(`${world.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization },
    body: JSON.stringify({ query: random.pick(["{ measures(first: 1) { totalCount } }", ...closed]) }),
  });
  const text = await answer.text();
  must(answer.status === 401, `401 for a token with ${kind}`, [answer.status, text.slice(0, 300)]);
  return took(kind);
}

async function forged({ world }: Stage, kind: string): Promise<string> {
  const iat = Math.floor(world.clock.now() / 1_000);
  const claims = { sub: "alice", ...people.alice, iat, exp: iat + 600 };
  if (kind === "expired") return world.issuer.token({ ...claims, iat: iat - 7_200, exp: iat - 3_600 });
  if (kind === "other audience") return world.issuer.token({ ...claims, aud: "https://another.example" });
  if (kind === "other issuer") return world.issuer.token({ ...claims, iss: "https://another.example" });
  const { privateKey } = await generateKeyPair("ES256");
  const all = { iss: world.issuer.url, aud: "https://hub.test", ...claims };
  return new SignJWT(all).setProtectedHeader({ alg: "ES256", kid: "key-1" }).sign(privateKey);
}

/** One that is made up, that holds no more, or of another department, for what belongs to somebody else. */
async function showRegistryToken({ world, model, random }: Stage): Promise<Came> {
  const credential = random.pick(model.registry.credentials);
  const secret = credential.token.slice(0, -4);
  const kind = random.pick(["made up", "as a person's", "another's draft"] as const);
  if (kind === "as a person's") {
    const answer = await fetch(`${world.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${credential.token}` },
      body: JSON.stringify({ query: "{ measures(first: 1) { totalCount } }" }),
    });
    must(answer.status === 401, "401 for a registry's token in a question", answer.status);
    return took(kind);
  }
  if (kind === "made up") {
    const { status } = await world.registry(`${secret}AAAA`, { name: "graph" });
    must(status === 401, "401 for a made up token", status);
    return took(kind);
  }
  return readAnothersDraft(world, model, random);
}

async function readAnothersDraft(world: Stage["world"], model: Stage["model"], random: Stage["random"]): Promise<Came> {
  const token = await world.tokenOf("umi");
  const published = new Set(Object.values(model.registry.versions).flatMap((all) => all.map(({ schema }) => schema)));
  const draft = model.registry.drafts.find(({ status, schema }) => status === "waiting" && !published.has(schema));
  if (draft === undefined) return without("no draft");
  const { subgraph } = draft.schema;
  const request = random.pick([`history?subgraph=${subgraph}`, "pending"]);
  const { json } = await world.registry(token, { name: request });
  const text = JSON.stringify(json);
  must(!text.includes(draft.id), "another department's draft to be hidden", { request, draft: draft.id });
  const { status } = await world.registry(token, { name: `document?digest=${await digestOf(sdlOf(draft.schema))}` });
  must(status === 404, "the text of another department's draft to be hidden", status);
  return took("draft hidden");
}

async function digestOf(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");
}

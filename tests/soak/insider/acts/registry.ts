/** Pipelines and officers publish, check, roll back and delete: what needs somebody else waits, and what they may not is refused. */
import type { Json } from "../../../support/ask.ts";
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { notMadeCodes } from "../answers.ts";
import { must } from "../contradiction.ts";
import { nextNumber } from "../model.ts";
import {
  type Credential,
  currentOf,
  type Publisher,
  publishers,
  type RegistryModel,
  verdictOf,
} from "../registry-model.ts";
import { attackNames, type Schema, sdlOf } from "../schemas.ts";
import type { RegistryAnswer } from "../world.ts";

export const registryActs: readonly Act[] = [
  {
    by: "pipeline",
    name: "publish",
    weight: 7,
    effects: {
      published: "the next version, with no other; tourism's memo is open or closed as published",
      waiting: "a draft that nobody is served; the memo stays as it was",
    },
    run: (stage) => publish(stage, randomSchema(stage)),
  },
  {
    by: "pipeline",
    name: "publish an attack",
    weight: 4,
    effects: Object.fromEntries(attackNames.map((name) => [name, "it waits or is rejected, and is never served"])),
    run: (stage) => publish(stage, randomAttack(stage)),
  },
  {
    by: "pipeline",
    name: "check",
    weight: 3,
    effects: {
      passes: "the verdict is the one of publishing, and no version comes of it",
      findings: "the verdict is the one of publishing, and no draft comes of it",
    },
    run: check,
  },
  {
    by: "pipeline",
    name: "roll back",
    weight: 3,
    effects: {
      published: "a new version with the old text; the memo as it says",
      waiting: "what needs somebody else when it is published needs them on the way back too",
    },
    run: rollBack,
  },
  {
    by: "pipeline",
    name: "delete",
    weight: 3,
    effects: { deleted: "a version without a schema; nobody can ask for its fields" },
    run: remove,
  },
  {
    by: "pipeline",
    name: "publish for another",
    weight: 2,
    effects: { refused: "401 or 403, and at the next reckoning no version comes of it" },
    run: publishForAnother,
  },
];

/** Before anything else: what closes the memo, and what changes nothing of it. */
export async function publishFirst(stage: Stage): Promise<void> {
  await publish(stage, { subgraph: "tourism", number: nextNumber(stage.model), isOpen: false });
  await publish(stage, { subgraph: "weather", number: nextNumber(stage.model), takesOver: false });
}

function randomSchema({ model, random }: Stage): Schema {
  const number = nextNumber(model);
  return random.pick(publishers) === "tourism"
    ? { subgraph: "tourism", number, isOpen: random.percent(40) }
    : { subgraph: "weather", number, takesOver: random.percent(40) };
}

function randomAttack({ model, random }: Stage): Schema {
  return { subgraph: "weather", number: nextNumber(model), takesOver: false, attack: random.pick(attackNames) };
}

/** One that holds, with the right to publish. */
export function publisherOf({ model, random }: Stage, department: Publisher): Credential {
  const able = model.registry.credentials.filter(
    (each) => each.department === department && each.scope === "publish" && each.holds,
  );
  return random.pick(able);
}

let lastPublishMs = 3_000;

/** How long the last publish took, on this machine and beside others' work. */
export function publishTime(): number {
  return lastPublishMs;
}

async function publish(stage: Stage, schema: Schema): Promise<Came> {
  const { model, world } = stage;
  const { subgraph } = schema;
  const credential = publisherOf(stage, subgraph);
  const expected = verdictOf(model.registry, schema);
  const begun = performance.now();
  const answer = await world.registry(credential.token, { name: "publish", body: deployed(stage, schema) });
  lastPublishMs = performance.now() - begun;
  const refusal = passingRefusal(stage, answer);
  if (refusal !== undefined) return without(refusal);
  const outcome: string = answer.json.outcome;
  if (isServiceSilent(answer)) {
    noteDraft(model.registry, credential, schema, answer.json);
    return without("service silent");
  }
  must(expected.split(" or ").includes(outcome), `${expected} of ${JSON.stringify(schema)}`, brief(answer));
  if (outcome === "published") notePublished(model.registry, schema, answer.json.version.version);
  if (outcome === "waiting" || outcome === "rejected") noteDraft(model.registry, credential, schema, answer.json);
  await watchMemo(stage);
  return schema.subgraph === "weather" && schema.attack !== undefined
    ? took(schema.attack, `${schema.attack} ${outcome}`)
    : took(outcome);
}

/** The server runs it, or what is published says that it does not yet: no server runs an attack. */
function deployed({ random, world }: Stage, schema: Schema) {
  const isAttack = schema.subgraph === "weather" && schema.attack !== undefined;
  const notYetRunning = isAttack || random.percent(30);
  if (!notYetRunning) world.deploy(schema);
  return { subgraph: schema.subgraph, sdl: sdlOf(schema), url: world.addresses[schema.subgraph], notYetRunning };
}

/** While the hub may be killed: whether anything was told of it. */
export async function publishUnwatched(stage: Stage, schema: Schema): Promise<boolean> {
  const { model, world } = stage;
  const { subgraph } = schema;
  const message = `unwatched ${schema.number}`;
  const body = { ...deployed(stage, schema), message };
  const credential = publisherOf(stage, subgraph);
  model.registry.unknown = { subgraph, schema, message };
  const answer = await world.registry(credential.token, { name: "publish", body }).catch(() => undefined);
  if (answer === undefined) return false;
  const { outcome } = answer.json;
  if (outcome === "published") notePublished(model.registry, schema, answer.json.version.version);
  else if (isServiceSilent(answer)) noteDraft(model.registry, credential, schema, answer.json);
  else return true;
  model.registry.unknown = undefined;
  return true;
}

/** On a busy machine it may not answer in its time, and nothing else is found. */
function isServiceSilent({ json }: RegistryAnswer): boolean {
  const findings: readonly Json[] = (json?.results ?? []).flatMap((result: Json) => result.findings ?? []);
  const errors = findings.filter(({ severity }) => severity === "error").map(({ code }) => code);
  return json?.outcome === "rejected" && errors.join() === "SERVICE_SILENT";
}

/** Undefined where the registry had room and time for it. @throws Contradiction */
export function passingRefusal({ world }: Stage, { status, json }: RegistryAnswer): string | undefined {
  const code: string | undefined = json?.errors?.[0]?.extensions?.code;
  if (code === undefined || !notMadeCodes.has(code)) return undefined;
  must(world.disk.isFull, "the registry to take a change", [status, code]);
  return `notMade ${code}`;
}

export function notePublished(model: RegistryModel, schema: Schema | undefined, version: number, of?: Publisher): void {
  const subgraph = of ?? schema?.subgraph;
  if (subgraph === undefined) return;
  const before = model.versions[subgraph];
  must(version === before.length + 1, `version ${before.length + 1} of ${subgraph}`, version);
  model.versions[subgraph] = [...before, { version, schema }];
  if (schema !== undefined) supersede(model, subgraph);
}

export function supersede(model: RegistryModel, subgraph: Publisher): void {
  model.drafts = model.drafts.map((draft) =>
    draft.schema.subgraph === subgraph && draft.status === "waiting" ? { ...draft, status: "superseded" } : draft,
  );
}

/** What waits belongs to tourism. What was proposed before waits no more. */
function noteDraft(model: RegistryModel, { by, lineage }: Credential, schema: Schema, { outcome, draft }: Json): void {
  supersede(model, schema.subgraph);
  if (outcome !== "waiting") return;
  const upon = currentOf(model, schema.subgraph)?.version ?? 0;
  const noted = { id: draft.id, schema, by, lineage, upon, awaits: "tourism", status: "waiting" } as const;
  model.drafts = [...model.drafts, noted].slice(-30);
}

async function check(stage: Stage): Promise<Came> {
  const { model, world } = stage;
  const schema = stage.random.percent(30) ? randomAttack(stage) : randomSchema(stage);
  const body = { subgraph: schema.subgraph, sdl: sdlOf(schema), url: world.addresses[schema.subgraph] };
  const { json } = await world.registry(publisherOf(stage, schema.subgraph).token, { name: "check", body });
  const passes = ["published", "unchanged"].includes(verdictOf(model.registry, schema));
  must(json.passes === passes, `a check that ${passes ? "passes" : "does not pass"}`, json);
  return took(passes ? "passes" : "findings");
}

async function rollBack(stage: Stage): Promise<Came> {
  const { model, random, world } = stage;
  const subgraph = random.pick(publishers);
  const versions = model.registry.versions[subgraph];
  if (versions.length === 0) return without("no version");
  const { version: to, schema } = random.pick(versions);
  const credential = publisherOf(stage, subgraph);
  const answer = await world.registry(credential.token, { name: "rollback", body: { subgraph, to } });
  const refusal = passingRefusal(stage, answer);
  if (refusal !== undefined) return without(refusal);
  if (schema === undefined) {
    must(answer.status === 404, "no version to go back to", brief(answer));
    return without("refused");
  }
  const expected = verdictOf(model.registry, schema);
  const { outcome } = answer.json;
  must(outcome === expected, `${expected} of a way back to ${JSON.stringify(schema)}`, brief(answer));
  if (outcome === "published") notePublished(model.registry, schema, answer.json.version.version);
  if (outcome === "waiting") noteDraft(model.registry, credential, schema, answer.json);
  await watchMemo(stage);
  return outcome === "unchanged" ? without(outcome) : took(outcome);
}

/** Tourism's type is used by weather; weather's is used by nobody. */
async function remove(stage: Stage): Promise<Came> {
  const { model, world } = stage;
  const answer = await world.registry(publisherOf(stage, "weather").token, {
    name: "delete",
    body: { subgraph: "weather" },
  });
  const refusal = passingRefusal(stage, answer);
  if (refusal !== undefined) return without(refusal);
  if (currentOf(model.registry, "weather")?.schema === undefined) {
    must(answer.status === 404, "nothing to delete", brief(answer));
    return without("nothing there");
  }
  if (answer.json.outcome === "refused") return without("refused");
  must(answer.json.outcome === "deleted", "deleted", brief(answer));
  notePublished(model.registry, undefined, answer.json.version.version, "weather");
  const { errors, data } = await world.ask(undefined, "{ weather }");
  must(errors?.[0]?.extensions?.code === "GRAPHQL_VALIDATION_FAILED", "no field of what was deleted", errors ?? data);
  return took("deleted");
}

async function publishForAnother(stage: Stage): Promise<Came> {
  const { model, random, world } = stage;
  const schema = randomSchema(stage);
  const others = model.registry.credentials.filter(
    ({ department, scope, holds }) => department !== schema.subgraph || scope !== "publish" || !holds,
  );
  const { token } = random.pick(others);
  const body = { subgraph: schema.subgraph, sdl: sdlOf(schema), url: world.addresses[schema.subgraph] };
  const answer = await world.registry(token, { name: random.pick(["publish", "delete"]), body });
  must([401, 403].includes(answer.status), "a refusal for a token of another right", brief(answer));
  return took("refused", `${answer.status}`);
}

/** A stranger reads what is closed only where somebody else has approved that it be open. */
export async function watchMemo({ model, world }: Stage): Promise<void> {
  const current = currentOf(model.registry, "tourism")?.schema;
  if (current?.subgraph !== "tourism") return;
  const { data, errors } = await world.ask(undefined, "{ spot { memo } }");
  const seen = data?.spot?.memo ?? errors?.[0]?.extensions.code;
  must(
    seen === (current.isOpen ? "secret" : "FORBIDDEN_FIELD"),
    `the memo ${current.isOpen ? "open" : "closed"}`,
    seen,
  );
}

export function brief({ status, json }: RegistryAnswer): unknown {
  const findings = (json?.results ?? json?.publishing?.results ?? []).flatMap((result: Json) => result.findings ?? []);
  return {
    status,
    code: json?.errors?.[0]?.extensions?.code,
    outcome: json?.outcome,
    publishing: json?.publishing?.outcome,
    findings: findings.map(({ code, coordinate, severity, awaits }: Json) => [code, coordinate, severity, awaits]),
  };
}

/** Whoever holds a token that decides, or none, approves and refuses what waits: taken of whoever may, once, and of nobody else. */
import type { Json } from "../../../support/ask.ts";
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { must } from "../contradiction.ts";
import { type Name, people } from "../people.ts";
import {
  type Credential,
  type Decider,
  type Draft,
  mayDecide,
  personAs,
  type RegistryModel,
} from "../registry-model.ts";
import { brief, notePublished, passingRefusal, watchMemo } from "./registry.ts";

export const decisionActs: readonly Act[] = [
  {
    by: "officer",
    name: "decide",
    weight: 12,
    effects: {
      approve: "the draft is published as the next version, by somebody else than who wants it",
      refuse: "the draft is refused, and never published",
      "not allowed": "who wants it, who may not, and whoever comes too late: a refusal, and the draft stays as it was",
    },
    run: decideOne,
  },
  {
    by: "officer",
    name: "approve against refuse",
    weight: 4,
    effects: { "one of two": "one is taken, the other refused; version and draft are as the one says" },
    run: decideAtOnce,
  },
];

interface Chosen {
  readonly decider: Decider;
  readonly token: string;
}

async function randomDecider({ model, random, world }: Stage): Promise<Chosen> {
  const credential = random.pick<Credential | undefined>([...model.registry.credentials, undefined, undefined]);
  if (credential === undefined) {
    const name = random.pick(Object.keys(people) as readonly Name[]);
    return { decider: personAs(name), token: await world.tokenOf(name) };
  }
  const { department, by, lineage, scope, holds, token } = credential;
  return { decider: { department, by, lineage, mayApprove: holds && scope === "approve" }, token };
}

async function decideOne(stage: Stage): Promise<Came> {
  const { model, random, world } = stage;
  const waiting = model.registry.drafts.filter(({ status }) => status === "waiting");
  const drafts = waiting.length > 0 && random.percent(80) ? waiting : model.registry.drafts;
  if (drafts.length === 0) return without("no draft");
  const draft = random.pick(drafts);
  const { decider, token } = await randomDecider(stage);
  const name = random.percent(60) ? "approve" : "refuse";
  const answer = await world.registry(token, { name, body: { draft: draft.id, reason: "as agreed" } });
  const refusal = passingRefusal(stage, answer);
  if (refusal !== undefined) return without(refusal);
  if (!mayDecide(draft, decider)) {
    must(answer.status >= 400 && answer.status < 500, `${name} refused to ${JSON.stringify(decider)}`, brief(answer));
    return took("not allowed", `${name} not allowed`);
  }
  must(answer.status === 200, `${name} taken of ${JSON.stringify(decider)}`, brief(answer));
  noteDecision(stage, draft, name, answer.json);
  await watchMemo(stage);
  return took(name);
}

function noteDecision({ model }: Stage, draft: Draft, name: "approve" | "refuse", json: Json): void {
  const { registry } = model;
  if (name === "refuse") {
    must(json.outcome === "refused", "refused", json);
    settleDraft(registry, draft.id, "refused");
    return;
  }
  must(json.publishing?.outcome === "published", "published with the approval", json);
  settleDraft(registry, draft.id, "published");
  notePublished(registry, draft.schema, json.publishing.version.version);
}

function settleDraft(model: RegistryModel, id: string, status: Draft["status"]): void {
  model.drafts = model.drafts.map((draft) => (draft.id === id ? { ...draft, status } : draft));
}

/** Of two that may both decide, one is first, and the other is told so. */
async function decideAtOnce(stage: Stage): Promise<Came> {
  const { model, random, world } = stage;
  const drafts = model.registry.drafts.filter((draft) => mayDecide(draft, personAs("taro")));
  if (drafts.length === 0 || world.disk.isFull) return without("no draft");
  const draft = random.pick(drafts);
  const token = await world.tokenOf("taro");
  const [approved, refused] = await Promise.all(
    (["approve", "refuse"] as const).map((name) =>
      world.registry(token, { name, body: { draft: draft.id, reason: "at once" } }),
    ),
  );
  const taken = [approved, refused].filter((answer) => answer?.status === 200);
  must(
    taken.length === 1,
    "one of two decisions to be taken",
    [approved, refused].map((each) => each && brief(each)),
  );
  const name = taken[0] === approved ? "approve" : "refuse";
  noteDecision(stage, draft, name, taken[0]?.json);
  await watchMemo(stage);
  return took("one of two", name);
}

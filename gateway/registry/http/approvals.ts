/** Approvals and answers over HTTP: only the affected owner approves, and only the department itself answers for what is its own. */
import { parse } from "graphql";
import { visibleText } from "#kit/values/parse-text.ts";
import { typeParts } from "../check/type-parts.ts";
import { registryErrors } from "../errors.ts";
import { decide, readPending } from "../publish/decide.ts";
import { readStanding, type Standing } from "../publish/desk.ts";
import type { Publishing } from "../publish/publish.ts";
import type { Decision } from "../publish/record-decision.ts";
import type { Removal } from "../publish/restore.ts";
import { keepAnswer } from "../store/answers.ts";
import type { AnswerRow } from "../store/tables.ts";
import { requireOwn } from "./actor.ts";
import { type Answer, type Asked, type Change, ok } from "./asked.ts";
import type { Body } from "./body.ts";
import { publishingFacts, removalFacts } from "./facts.ts";

export const approvals: ReadonlyMap<string, Change> = new Map<string, Change>([
  ["approve", (asked, body) => decided(asked, body, "approved")],
  ["refuse", (asked, body) => decided(asked, body, "refused")],
  ["answer", answered],
]);

async function decided({ actor, desk }: Asked, body: Body, verdict: "approved" | "refused"): Promise<Answer> {
  const { scopes, department = "", name: author, person, lineage } = actor;
  const capacity = scopes.has("approve") ? "approver" : "deputy";
  requireOwn(actor, capacity === "approver" ? "approve" : "deputise", department);
  const draft = body.text("draft");
  const decision: Decision = { draft, department, verdict, capacity, author, person, lineage, reason: reasonIn(body) };
  const outcome = await decide(desk, decision);
  if (!("publishing" in outcome)) return ok(outcome);
  return ok({ outcome: "approved", publishing: await madeFacts(desk, outcome.publishing) });
}

function madeFacts(desk: Asked["desk"], made: Publishing | Removal) {
  return made.outcome === "deleted" || made.outcome === "refused"
    ? removalFacts(desk, made)
    : publishingFacts(desk, made);
}

const longestReason = 2_000;

/** @throws HubError REASON_MISSING */
export function reasonIn(body: Body): string {
  const reason = visibleText(body.optionalText("reason") ?? "");
  if (reason === "") throw registryErrors.reasonMissing();
  if (reason.length > longestReason) throw registryErrors.requestInvalid("reason");
  return reason;
}

export async function pending({ actor, desk }: Asked): Promise<Answer> {
  const waiting = await readPending(desk, actor.department);
  return ok({
    pending: waiting.map(({ draft: { id, subgraph, action, at, author, message, dueAt, findings }, ...facts }) => ({
      id,
      subgraph,
      action,
      at,
      author,
      message,
      dueAt,
      ...facts,
      findings: findings.filter(({ awaits }) => awaits !== undefined),
    })),
  });
}

const answers: readonly AnswerRow["answer"][] = ["link", "merge", "different"];

async function answered({ actor, desk }: Asked, body: Body): Promise<Answer> {
  const subgraph = body.text("subgraph");
  requireOwn(actor, "publish", subgraph);
  const answer = answers.find((each) => each === body.text("answer"));
  if (answer === undefined) throw registryErrors.requestInvalid("answer");
  const [coordinate, other] = [body.text("coordinate"), body.text("other")];
  const owner = ownerOf(other, subgraph, await readStanding(desk));
  if (!coordinateForm.test(coordinate) || owner === undefined) throw registryErrors.requestInvalid("coordinate");
  const reason = reasonIn(body);
  const row = { subgraph, coordinate, other, owner, answer, reason, author: actor.name, at: new Date().toISOString() };
  await keepAnswer(await desk.database(), row);
  return ok({ outcome: "answered", ...row });
}

const coordinateForm = /^[_A-Za-z]\w{0,90}(?:\.[_A-Za-z]\w{0,90})?$/;

function ownerOf(coordinate: string, subgraph: string, { published }: Standing): string | undefined {
  const [typeName = "", member] = coordinate.split(".");
  const others = published.filter(({ name }) => name !== subgraph);
  return others.find(({ sdl }) => {
    const type = typeParts(parse(sdl, { noLocation: true })).get(typeName);
    return type !== undefined && (member === undefined || type.fields.some(({ name }) => name.value === member));
  })?.name;
}

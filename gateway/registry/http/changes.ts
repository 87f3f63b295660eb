/** What can be changed over HTTP: each of it by the department that owns it only. */
import { visibleText } from "#kit/values/parse-text.ts";
import { passes } from "../check/check-result.ts";
import type { Acceptance, AcceptedFinding } from "../check/finding.ts";
import { registryErrors } from "../errors.ts";
import { acceptableCodes } from "../publish/accept.ts";
import type { Wish } from "../publish/change.ts";
import { currentOf, readStanding } from "../publish/desk.ts";
import { check, publish } from "../publish/publish.ts";
import { remove, rollBack } from "../publish/restore.ts";
import { isAdmitted } from "../store/departments.ts";
import { requireOwn } from "./actor.ts";
import { approvals, reasonIn } from "./approvals.ts";
import { type Answer, type Asked, type Change, ok } from "./asked.ts";
import type { Body } from "./body.ts";
import { publishingFacts, removalFacts } from "./facts.ts";

export const changes: ReadonlyMap<string, Change> = new Map([
  ...approvals,
  ["publish", publishOver],
  ["check", checkOver],
  ["rollback", rollBackOver],
  ["delete", removeOver],
]);

async function publishOver(asked: Asked, body: Body): Promise<Answer> {
  const wish = await wishOf(asked, body);
  const schema = { ...schemaIn(body), isNotYetRunning: body.choice("notYetRunning") };
  return ok(await publishingFacts(asked.desk, await publish(asked.desk, wish, schema)));
}

async function rollBackOver(asked: Asked, body: Body): Promise<Answer> {
  const wish = await wishOf(asked, body);
  return ok(await publishingFacts(asked.desk, await rollBack(asked.desk, wish, body.version("to"))));
}

async function removeOver(asked: Asked, body: Body): Promise<Answer> {
  return ok(await removalFacts(asked.desk, await remove(asked.desk, await wishOf(asked, body))));
}

/** Says what publishing would, and leaves no trace. */
async function checkOver({ actor, desk }: Asked, body: Body): Promise<Answer> {
  const name = body.text("subgraph");
  requireOwn(actor, "check", name);
  const standing = await readStanding(desk);
  const { sdl, url } = schemaIn(body);
  const current = currentOf(standing.head, name);
  const at = url ?? (current?.isDeployed ? undefined : (current?.url ?? undefined));
  const { results } = await check(desk, { name, sdl, url: at }, standing, { silence: "warning" });
  return ok({ outcome: "checked", passes: passes(results), results });
}

function schemaIn(body: Body) {
  return { sdl: body.text("sdl"), url: body.optionalText("url") };
}

const longestAuthor = 191;

/** @throws HubError REGISTRY_FORBIDDEN, DEPARTMENT_NOT_ADMITTED */
async function wishOf({ actor, desk }: Asked, body: Body): Promise<Wish> {
  const subgraph = body.text("subgraph");
  requireOwn(actor, "publish", subgraph);
  if (!(await isAdmitted((await desk.database()).reader, subgraph)))
    throw registryErrors.departmentNotAdmitted(subgraph);
  const gitCommit = body.optionalText("gitCommit");
  if (gitCommit !== undefined && !/^[0-9a-f]{7,64}$/.test(gitCommit)) throw registryErrors.requestInvalid("gitCommit");
  return {
    subgraph,
    author: actor.name.slice(0, longestAuthor),
    person: actor.person,
    lineage: actor.lineage,
    message: visibleText(body.optionalText("message") ?? "").slice(0, 2_000) || undefined,
    gitCommit,
    expect: body.optionalVersion("expect"),
    acceptance: acceptanceIn(body),
  };
}

/** As many as anybody writes. */
const mostAccepted = 100;

/** @throws HubError ACCEPT_INVALID, or REGISTRY_REQUEST_INVALID where no reason is given */
function acceptanceIn(body: Body): Acceptance | undefined {
  const named = body.texts("accept");
  if (named.length === 0) return undefined;
  if (named.length > mostAccepted) throw registryErrors.acceptInvalid(`${named.length} > ${mostAccepted}`);
  return { findings: named.map(acceptedIn), reason: reasonIn(body) };
}

function acceptedIn(text: string): AcceptedFinding {
  const [, code = "", coordinate = ""] = /^(\w+):([_A-Za-z]\w*(?:\.\w+){0,2})$/.exec(text) ?? [];
  if (!acceptableCodes.includes(code)) throw registryErrors.acceptInvalid(text);
  return { code, coordinate };
}

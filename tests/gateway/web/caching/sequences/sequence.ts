/** Random acts in a world, each read held to what the same question is answered at that moment without any copy. */
import { type RawResponse, send } from "../../../../support/raw-http.ts";
import type { Draw } from "../../../execution/differential/draw.ts";
import { mark } from "./people.ts";
import { pathById, pathByText, type Question, questions } from "./questions.ts";
import type { World } from "./world.ts";

/** What clients and caches hold, over all sequences of a world. */
export interface Held {
  /** Bodies by what names them, for each target and form of asking. */
  readonly bodies: Map<string, string>;
  /** All that names any answer. */
  readonly tags: string[];
  /** By act, how often. */
  readonly counts: Map<string, number>;
}

export const nothingHeld = (): Held => ({ bodies: new Map(), tags: [], counts: new Map() });

const actsOfSequence = 6;

/** @throws Error that says what was wrong */
export async function runSequence(world: World, held: Held, draw: Draw): Promise<void> {
  // Few, so that one is asked again before it has changed.
  const asked = [drawQuestion(draw), drawQuestion(draw)] as const;
  const acting = { world, held, draw, drawQuestion: () => draw.pick(...asked) };
  for (let act = 0; act < actsOfSequence; act++) {
    if (draw.number(0, 9) < 2) await change(acting);
    else if (draw.number(0, 19) === 0) await readAtOnce(acting);
    else await readAndCompare(acting);
  }
}

interface Acting {
  readonly world: World;
  readonly held: Held;
  readonly draw: Draw;
  readonly drawQuestion: () => Question;
}

function drawQuestion(draw: Draw): Question {
  const [first = { document: "{ __typename }" }, ...others] = questions;
  return draw.pick(first, ...others);
}

async function change({ world, held, draw }: Acting): Promise<void> {
  const kind = draw.pick("write", "write", "pull", "people");
  count(held, kind);
  if (kind === "pull") return world.pull();
  if (kind === "people") return world.people.change();
  const { mutation, input } = await writeOf(world, draw);
  if (draw.flag()) return world.writeDirectly(mutation, { input });
  return world.writeThrough(draw.pick(...world.hubs), mutation, { input });
}

async function writeOf(world: World, draw: Draw) {
  const code = `s-${draw.number(1, 5)}`;
  const known = await world.versionOf(code);
  const measure = { code, name: { ja: `施策${draw.number(1, 99)}看護` }, sources: [{ url: "https://example.jp/" }] };
  const details = { writeOffYears: draw.number(1, 9) };
  if (!known) return mutationOf("create", { measure, details });
  if (draw.number(0, 4) === 0) return mutationOf("withdraw", known);
  return mutationOf("update", { version: known.version, measure, details });
}

function mutationOf(verb: "create" | "update" | "withdraw", input: object) {
  const type = `${verb.charAt(0).toUpperCase()}${verb.slice(1)}WelfareMeasureInput!`;
  return { mutation: `mutation ($input: ${type}) { ${verb}WelfareMeasure(input: $input) { __typename } }`, input };
}

interface Asked {
  readonly question: Question;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whose answer it must be; undefined for nobody's. */
  readonly asWhom: string | undefined;
  readonly isPublic: boolean;
}

/** What a proxy adds: without it, who asks from this machine in development is somebody. */
const fromElsewhere = { "x-forwarded-for": "203.0.113.7" };
const noOtherPage = { "apollo-require-preflight": "1" };

function drawAsked({ world: { tokens }, draw, drawQuestion }: Acting): Asked {
  const question = drawQuestion();
  const name = draw.pick("portal", "auditor", "member");
  const authorization = `Bearer ${tokens.get(name)}`;
  const byId = { question, path: pathById(question), asWhom: undefined, isPublic: true };
  const byText = { question, path: pathByText(question) };
  return draw.pick<Asked>(
    { ...byId, headers: fromElsewhere },
    { ...byId, headers: { ...fromElsewhere, authorization } },
    { ...byId, headers: { authorization: "Bearer x.y.z", cookie: "__Host-jinkatsu-session=stolen" } },
    { ...byText, headers: { ...fromElsewhere, ...noOtherPage }, asWhom: undefined, isPublic: true },
    { ...byText, headers: { ...noOtherPage, authorization }, asWhom: name, isPublic: false },
  );
}

async function readAndCompare(acting: Acting): Promise<void> {
  const { world, held, draw } = acting;
  const asked = drawAsked(acting);
  const named = namedIn(asked, held, draw);
  const answer = await get(world, asked, named, draw);
  const expected = await executeAnew(world, asked);
  const body = bodyOf(answer, asked, held, named);
  count(held, `${answer.status} ${asked.question.document.includes("measures(") ? "of the catalog" : "of others"}`);
  if (normal(body) !== normal(expected)) throw new Error(report("an old answer as new", { asked, answer, expected }));
}

/** While something changes, an answer may be of before or of after; what is named alike is alike all the same. */
async function readAtOnce(acting: Acting): Promise<void> {
  const { world, held, draw } = acting;
  const reads = Array.from({ length: 4 }, () => drawAsked(acting));
  const writing = change(acting);
  const read = async (asked: Asked) => {
    const named = namedIn(asked, held, draw);
    bodyOf(await get(world, asked, named, draw), asked, held, named);
  };
  await Promise.all([writing, ...reads.map(read)]);
  count(held, "at once");
}

function namedIn({ path }: Asked, { bodies, tags }: Held, draw: Draw): string | undefined {
  const own = [...bodies.keys()].flatMap((key) => (key.startsWith(`${path}\n`) ? [key.slice(path.length + 1)] : []));
  const any = (from: readonly string[]) => (from.length > 0 ? from[draw.number(0, from.length - 1)] : undefined);
  const last = own.at(-1);
  const others = draw.pick(any(own), any(tags), own.slice(-20).join(", "), undefined, "*", 'W/"none"', "x");
  return draw.number(0, 9) < 7 ? last : others;
}

function get({ hubs }: World, { path, headers }: Asked, named: string | undefined, draw: Draw): Promise<RawResponse> {
  const sent = { ...headers, ...(named ? { "if-none-match": named } : {}) };
  return send(draw.pick(...hubs).url, { method: "GET", path, headers: sent });
}

/** By POST, of which no copy is ever given. */
async function executeAnew({ hubs, tokens }: World, { question, asWhom }: Asked): Promise<string> {
  const { document: query, variables } = question;
  const who = asWhom === undefined ? fromElsewhere : { authorization: `Bearer ${tokens.get(asWhom)}` };
  const headers = { "content-type": "application/json", ...who };
  return (await send(hubs[1].url, { headers, body: JSON.stringify({ query, variables }) })).body;
}

/** What the client has after the answer. */
function bodyOf(answer: RawResponse, asked: Asked, held: Held, named: string | undefined): string {
  const { status, headers, body } = answer;
  const { etag, "cache-control": cacheControl = "" } = headers;
  const fault = (what: string) => new Error(report(what, { asked, answer, named }));
  if (!asked.isPublic && (etag !== undefined || cacheControl !== "private, no-store"))
    throw fault("somebody's answer is kept");
  if (status === 304) {
    const known = held.bodies.get(`${asked.path}\n${etag}`);
    if (known === undefined || !named?.includes(etag ?? "-")) throw fault("304 for what nobody holds");
    return known;
  }
  if (status !== 200 && (etag !== undefined || cacheControl !== "private, no-store")) throw fault("a refusal is kept");
  if (cacheControl.startsWith("public") && (body.includes(mark) || body.includes('"errors"')))
    throw fault("kept by everybody, and not for everybody");
  if (etag !== undefined) hold(held, `${asked.path}\n${etag}`, { etag, body, fault });
  return body;
}

interface Named {
  readonly etag: string;
  readonly body: string;
  readonly fault: (what: string) => Error;
}

function hold({ bodies, tags }: Held, key: string, { etag, body, fault }: Named): void {
  if ((bodies.get(key) ?? body) !== body) throw fault("two answers of one name");
  bodies.delete(key);
  bodies.set(key, body);
  tags.push(etag);
  // As a client that has little room.
  if (bodies.size > 400) for (const oldest of [...bodies.keys()].slice(0, 100)) bodies.delete(oldest);
  if (tags.length > 400) tags.splice(0, 200);
}

/** Errors name the request that they belong to. */
function normal(body: string): string {
  return body.replaceAll(/"requestId":"[^"]*"/g, "");
}

function count({ counts }: Held, act: string): void {
  counts.set(act, (counts.get(act) ?? 0) + 1);
}

function report(what: string, about: object): string {
  return `${what}: ${JSON.stringify(about, null, 2)}`;
}

/** Clients of the gateways, that ask again on another connection where one breaks, and look at the graph of each gateway once a second. */

import { request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface Question {
  readonly query: string;
  /** Undefined where the answer is right, else what is wrong with it. */
  readonly faultOf: (data: Readonly<Record<string, unknown>>) => string | undefined;
}

export interface Tally {
  answered: number;
  /** Connections that broke: asked again. */
  again: number;
  /** What was answered wrongly or with an error, each with how often. */
  readonly wrong: Map<string, number>;
}

/** Until the signal; so many a second, the questions in turn. */
export async function askSteadily(
  url: string,
  {
    perSecond,
    questions,
    until,
  }: { readonly perSecond: number; readonly questions: readonly Question[]; readonly until: AbortSignal },
): Promise<Tally> {
  const tally: Tally = { answered: 0, again: 0, wrong: new Map() };
  const asked: Promise<void>[] = [];
  const began = performance.now();
  while (!until.aborted) {
    const question = questions[asked.length % questions.length];
    if (question) asked.push(askOne(url, question, tally));
    const due = began + (asked.length * 1_000) / perSecond;
    await sleep(Math.max(0, due - performance.now()));
  }
  await Promise.all(asked);
  return tally;
}

async function askOne(url: string, { query, faultOf }: Question, tally: Tally): Promise<void> {
  const count = (what: string) => tally.wrong.set(what, (tally.wrong.get(what) ?? 0) + 1);
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = await post(url, query).catch(() => undefined);
    if (text === undefined) {
      tally.again++;
      continue;
    }
    const { data, errors } = JSON.parse(text);
    const fault = errors === undefined ? faultOf(data) : tellErrors(errors);
    if (fault === undefined) tally.answered++;
    else count(`${query.slice(0, 40)} … ${fault}`);
    return;
  }
  count("five connections broke one after another");
}

/** Without what differs from request to request. */
function tellErrors(
  errors: readonly {
    readonly message: string;
    readonly path?: unknown;
    readonly extensions?: { readonly code?: string };
  }[],
): string {
  return errors
    .map(({ message, path, extensions }) => `${extensions?.code} at ${JSON.stringify(path)}: ${message}`)
    .join("; ");
}

function post(url: string, query: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json" };
    const outgoing = request(`${url}/graphql`, { method: "POST", headers, agent: false }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += String(chunk);
      });
      response.on("end", () => resolve(text));
      response.on("error", reject);
    });
    outgoing.on("error", reject);
    outgoing.end(JSON.stringify({ query }));
  });
}

const everyField = "{ __schema { types { name fields(includeDeprecated: true) { name } } } }";

/** Coordinates that a gateway had and has no more, while it answers. */
export async function watchGraph(title: string, url: string, until: AbortSignal): Promise<readonly string[]> {
  const lost = new Set<string>();
  let known: ReadonlySet<string> = new Set();
  while (!until.aborted) {
    const text = await post(url, everyField).catch(() => undefined);
    const found = text === undefined ? undefined : coordinatesIn(text);
    if (found) {
      for (const each of known) if (!found.has(each)) lost.add(`${title}: ${each}`);
      known = new Set([...known, ...found]);
    }
    await sleep(1_000);
  }
  return [...lost];
}

/** Undefined where it answers no graph at all, such as in the first moment of a gateway. */
function coordinatesIn(text: string): ReadonlySet<string> | undefined {
  const { data } = JSON.parse(text) as {
    readonly data?: {
      readonly __schema: {
        readonly types: readonly {
          readonly name: string;
          readonly fields: readonly { readonly name: string }[] | null;
        }[];
      };
    };
  };
  return (
    data &&
    new Set(data.__schema.types.flatMap(({ name, fields }) => (fields ?? []).map((field) => `${name}.${field.name}`)))
  );
}

/** Asks the graph, as every client does: the questions lie in `questions/`, so that an operator can trust them by name. */
import { say } from "./language.js";
import { forget, proofHeaders } from "./who.js";

/** @import { Answers } from "./answers.d.ts" */

/** What the hub says in the place of an answer. */
export class Refused extends Error {
  /**
   * @param {string} code
   * @param {readonly [string, ...string[]]} messages
   * @param {string} [requestId]
   */
  constructor(code, messages, requestId) {
    super(messages[0]);
    this.code = code;
    this.messages = messages;
    this.requestId = requestId;
  }
}

/**
 * @template {keyof Answers} Name
 * @param {Name} name
 * @param {Readonly<Record<string, unknown>>} [variables]
 * @returns {Promise<Answers[Name]>}
 * @throws Refused
 */
export async function ask(name, variables = {}) {
  const query = await questionCalled(name);
  const response = await reach("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", "graphql-client-name": "console", ...proofHeaders() },
    body: JSON.stringify({ query, variables }),
  });
  if (response.status === 401) forget();
  const { data, errors } = await response.json().catch(() => ({ errors: [{}] }));
  if (errors) throw refusalOf(errors);
  return data;
}

/** @typedef {{ message?: string, extensions?: { code?: string, requestId?: string } }} GraphError */

/** @param {readonly GraphError[]} errors */
function refusalOf([first = {}, ...others]) {
  const unknown = say("ハブから答えがありませんでした。", "The hub gave no answer.");
  const { code = "", requestId } = first.extensions ?? {};
  return new Refused(code, [first.message ?? unknown, ...others.map(({ message = unknown }) => message)], requestId);
}

/** @type {Map<string, string>} */
const known = new Map();

/** @param {string} name */
async function questionCalled(name) {
  const text = known.get(name) ?? (await (await reach(`/console/questions/${name}.graphql`, {})).text());
  known.set(name, text);
  return text;
}

/**
 * @param {string} place
 * @param {RequestInit} options
 */
async function reach(place, options) {
  return fetch(place, options).catch(() => {
    const away = say(
      "ハブに接続できません。少し待ってからもう一度お試しください。",
      "The hub cannot be reached. Try again in a moment.",
    );
    throw new Refused("UNREACHABLE", [away]);
  });
}

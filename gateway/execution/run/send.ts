/** Sends one call over its subgraph's link. */
import { SubgraphFailure } from "../errors.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { SubgraphAnswer, SubgraphOperation } from "../links/subgraph-link.ts";
import type { Call, PassedVariable, Target } from "../plan/call.ts";
import type { Run } from "./run.ts";

export async function send(
  { subgraph }: Call,
  operation: SubgraphOperation,
  variables: JsonObject,
  variablesText: string,
  { linkOf, client, texts, onRead }: Run,
): Promise<SubgraphAnswer> {
  const request = { subgraph, operation, variables, variablesText, client, signal: client.signal };
  try {
    const answer = await linkOf(subgraph).execute(request);
    if (!answer.isPlain) texts.arePlain = false;
    onRead(subgraph, answer);
    return answer;
  } catch (failure) {
    onRead(subgraph);
    throw failure;
  }
}

export function passedVariables(passed: readonly PassedVariable[], given: JsonObject): JsonObject {
  const variables: JsonObject = {};
  for (const { from, to } of passed)
    if (Object.hasOwn(given, from) && given[from] !== undefined) variables[to] = given[from];
  return variables;
}

export function applies({ conditions }: Target, run: Run): boolean {
  return conditions.every(({ variable, expected }) => (run.conditions[variable] === true) === expected);
}

/** Undefined where the subgraph gave errors in place of data. */
export function dataOf({ data, errors }: SubgraphAnswer): JsonObject | undefined {
  if (isJsonObject(data)) return data;
  if (errors?.length && (data === null || data === undefined)) return undefined;
  throw new SubgraphFailure("SUBGRAPH_ANSWER_INVALID");
}

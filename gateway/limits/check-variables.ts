/** Refuses variables that are too large or nested too deep to be looked at. */
import type { HubError } from "#kit/errors.ts";
import { limitErrors } from "./errors.ts";
import type { Limits } from "./limits.ts";

/** No input of a graph comes near it, and what walks through variables uses the stack. */
const deepest = 64;

export function checkVariables(variables: object | undefined, limits: Limits): HubError | undefined {
  if (variables === undefined) return undefined;
  if (isDeeper(variables, deepest)) return limitErrors.variablesDepth(deepest);
  const bytes = Buffer.byteLength(JSON.stringify(variables));
  return bytes > limits.variables ? limitErrors.variables(limits.variables) : undefined;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1));
}

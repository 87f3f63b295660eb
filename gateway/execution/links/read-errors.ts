/** Reads the `errors` of an answer that came from outside. */
import { isJsonObject } from "../json.ts";
import type { SubgraphError } from "./subgraph-link.ts";

export function readErrors(value: unknown): SubgraphError[] {
  return Array.isArray(value) ? value.filter(isJsonObject).map(readError) : [];
}

function readError({ message, path, extensions }: Record<string, unknown>): SubgraphError {
  return {
    message: typeof message === "string" ? message : "",
    path: Array.isArray(path) && path.every(isStep) ? path : undefined,
    extensions: isJsonObject(extensions) ? extensions : undefined,
  };
}

function isStep(value: unknown): value is string | number {
  return typeof value === "string" || typeof value === "number";
}

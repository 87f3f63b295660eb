/** Reads a provider of second opinions from a module on this machine, whose default export it is. */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { errors } from "#kit/errors.ts";
import type { SimilarityProvider } from "../../../subgraphs/audit/overlap/similarity-provider.ts";

/** @throws HubError OVERLAP_PROVIDER_UNUSABLE */
export async function loadProvider(file: string): Promise<SimilarityProvider> {
  const exported = await importDefault(file);
  if (isProvider(exported)) return exported;
  throw errors.overlapProviderUnusable(file, "default export { name, version, similarityOf(first, second) }");
}

/** Only a file: a name or an address would fetch what nobody has looked at. */
async function importDefault(file: string): Promise<unknown> {
  const place = path.resolve(file);
  if (!existsSync(place)) throw errors.overlapProviderUnusable(file, "ENOENT");
  try {
    const module: { readonly default?: unknown } = await import(pathToFileURL(place).href);
    return module.default;
  } catch (cause) {
    throw errors.overlapProviderUnusable(file, cause instanceof Error ? cause.message : String(cause));
  }
}

function isProvider(value: unknown): value is SimilarityProvider {
  if (typeof value !== "object" || value === null) return false;
  const { name, version, similarityOf }: Partial<Record<keyof SimilarityProvider, unknown>> = value;
  return [name, version].every((each) => typeof each === "string" && each !== "") && typeof similarityOf === "function";
}

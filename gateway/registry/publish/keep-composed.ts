/** Keeps what a check has composed and loaded in the same transaction as the version that it let in. */
import type { EntityManager } from "typeorm";
import type { Verdict } from "../check/run-checks.ts";
import type { CompositionSeal } from "../store/composition-seal.ts";
import { keepComposition } from "../store/compositions.ts";

export async function keepComposed(
  manager: EntityManager,
  seal: CompositionSeal,
  { supergraphSdl, apiSdl, composedOf }: Verdict,
): Promise<void> {
  if (supergraphSdl === undefined || apiSdl === undefined || composedOf === undefined) return;
  await keepComposition(manager, seal, { parts: composedOf, supergraphSdl, apiSdl });
}

/** Whether what a department adds reads and behaves like the rest of the graph. */
import { type CheckResult, completed } from "./check-result.ts";
import { contractTypeNames } from "./contract-types.ts";
import { deprecationFindings } from "./design/deprecations.ts";
import { descriptionFindings } from "./design/descriptions.ts";
import { listFindings } from "./design/lists.ts";
import { nullabilityFindings } from "./design/nullability.ts";
import { type PersonalData, personalDataFindings } from "./design/personal-data.ts";
import { unruledPolicyFindings } from "./unruled-policies.ts";
import type { World } from "./world.ts";

export interface DesignRules {
  readonly personalData: PersonalData;
  /** Names that `@policy` may give. */
  readonly policies: readonly string[];
}

export function checkDesign(world: World, { personalData, policies }: DesignRules): CheckResult {
  const types = [...world.proposed.types.values()].filter(({ name }) => !contractTypeNames.has(name));
  return completed("design", [
    ...types.flatMap((type) => descriptionFindings(type, world)),
    ...types.flatMap((type) => nullabilityFindings(type, world)),
    ...types.flatMap((type) => listFindings(type, world)),
    ...types.flatMap(deprecationFindings),
    ...types.flatMap((type) => personalDataFindings(type, personalData)),
    ...unruledPolicyFindings(world.proposed.source, policies),
  ]);
}

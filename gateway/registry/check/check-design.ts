/** Whether what a department adds reads and behaves like the rest of the graph. */

import type { DesignPolicy } from "../policy.ts";
import { type CheckResult, completed } from "./check-result.ts";
import { contractTypeNames } from "./contract-types.ts";
import { audienceFindings } from "./design/audience.ts";
import { deprecationFindings } from "./design/deprecations.ts";
import { descriptionFindings } from "./design/descriptions.ts";
import { listFindings } from "./design/lists.ts";
import { nullabilityFindings } from "./design/nullability.ts";
import { personalDataFindings } from "./design/personal-data.ts";
import { unruledPolicyFindings } from "./unruled-policies.ts";
import type { World } from "./world.ts";

/** What the operator asks of every schema. */
export type DesignRules = Pick<DesignPolicy, "personalData" | "audiences" | "policies">;

export function checkDesign(world: World, { personalData, audiences, policies }: DesignRules): CheckResult {
  const { classification } = personalData;
  const types = [...world.proposed.types.values()].filter(({ name }) => !contractTypeNames.has(name));
  return completed("design", [
    ...types.flatMap((type) => descriptionFindings(type, world)),
    ...types.flatMap((type) => nullabilityFindings(type, world)),
    ...types.flatMap((type) => listFindings(type, world)),
    ...types.flatMap(deprecationFindings),
    ...types.flatMap((type) => personalDataFindings(type, personalData)),
    ...unruledPolicyFindings(world.proposed.source, policies),
    ...types.flatMap((type) => audienceFindings(type, { audiences, classification })),
  ]);
}

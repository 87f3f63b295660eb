/** Whose approver may accept that a change breaks clients: the owner of the type that loses something. */
import type { ContractPolicy } from "../../policy.ts";
import { contractTypeNames } from "../contract-types.ts";
import { isRootType } from "../ownership/root-types.ts";
import { ownersOf, type PublishedWorld } from "../world.ts";
import type { OwnersOf } from "./api-changes.ts";

/** What is the subgraph's own, it answers for itself; the contract's types are everybody's, and have a keeper. */
export function ownersOfChange(world: PublishedWorld, { owner }: ContractPolicy): OwnersOf {
  return (typeName) => {
    if (isRootType(typeName)) return [world.name];
    if (contractTypeNames.has(typeName)) return [owner];
    const owners = ownersOf(typeName, world);
    return owners.length > 0 ? owners : [world.name];
  };
}

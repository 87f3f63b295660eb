/** The supergraph as an engine is given it: without the access rules, which are the hub's own to enforce. */
import { type DocumentNode, Kind, print, visit } from "graphql";
import { type LinkedRules, linkedRules } from "#kit/identity/linked-rules.ts";

const specifications = /^https:\/\/specs\.apollo\.dev\/(?:authenticated|requiresScopes|policy)\//;

/** The very text where it has no rules. */
export function takeRulesOut(supergraphSdl: string, supergraph: DocumentNode): string {
  const rules = linkedRules(supergraph);
  return rules.size === 0 ? supergraphSdl : print(withoutRules(supergraph, rules));
}

function withoutRules(supergraph: DocumentNode, rules: LinkedRules): DocumentNode {
  return visit(supergraph, {
    DirectiveDefinition: ({ name }) => (rules.has(name.value) ? null : undefined),
    ScalarTypeDefinition: ({ name }) => (/^(?:requiresScopes|policy)__/.test(name.value) ? null : undefined),
    Directive: ({ name, arguments: given = [] }) => {
      if (rules.has(name.value)) return null;
      if (name.value !== "link") return undefined;
      const url = given.find((each) => each.name.value === "url")?.value;
      return url?.kind === Kind.STRING && specifications.test(url.value) ? null : undefined;
    },
  });
}

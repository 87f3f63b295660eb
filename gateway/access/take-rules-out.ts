/** The supergraph as an engine is given it: without the access rules, which are the hub's own to enforce, and the tags of caches, which say nothing to it. */
import { type DocumentNode, Kind, print, visit } from "graphql";
import { type LinkedRules, linkedRules, linksOf } from "#kit/identity/linked-rules.ts";

const specifications = /^https:\/\/specs\.apollo\.dev\/(?:authenticated|requiresScopes|policy|cacheTag)\//;

/** The very text where it has nothing of these. */
export function takeRulesOut(supergraphSdl: string, supergraph: DocumentNode): string {
  const isPlain = !linksOf(supergraph).some(({ url }) => specifications.test(url));
  return isPlain ? supergraphSdl : print(withoutRules(supergraph, linkedRules(supergraph)));
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

/** Composes what the subgraphs publish into one supergraph, or says why it cannot. */
import { composeServices } from "@apollo/composition";
import { type GraphQLError, parse } from "graphql";
import { lookAlikesIn } from "./look-alikes.ts";

export interface PublishedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export type Composition =
  | { readonly outcome: "composed"; readonly supergraphSdl: string }
  | { readonly outcome: "refused"; readonly reasons: readonly string[] };

/** The same subgraphs give the same supergraph to the letter, in whatever order they are named. */
export function compose(subgraphs: readonly PublishedSubgraph[]): Composition {
  const inOrder = subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  try {
    const misleading = lookAlikesIn(inOrder);
    if (misleading.length > 0) return { outcome: "refused", reasons: misleading };
    const result = composeServices(inOrder.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })));
    if (result.errors !== undefined) return { outcome: "refused", reasons: result.errors.map(reasonOf) };
    return { outcome: "composed", supergraphSdl: result.supergraphSdl };
  } catch (error) {
    return { outcome: "refused", reasons: [error instanceof Error ? error.message : String(error)] };
  }
}

function reasonOf(error: GraphQLError): string {
  return error.message;
}

/** Composes what the subgraphs publish into one supergraph, or says why it cannot. */
import { composeServices } from "@apollo/composition";
import { GraphQLError, parse, Source } from "graphql";

export interface PublishedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

export type Composition =
  | { readonly outcome: "composed"; readonly supergraphSdl: string }
  | { readonly outcome: "refused"; readonly reasons: readonly string[]; readonly errors: readonly GraphQLError[] };

/**
 * The same subgraphs give the same supergraph to the letter, in whatever order they are named. An error's nodes lie in
 * sources that bear the names of the subgraphs.
 */
export function compose(subgraphs: readonly PublishedSubgraph[]): Composition {
  const inOrder = subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  try {
    const services = inOrder.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(new Source(sdl, name)) }));
    const result = composeServices(services);
    return result.errors ? refused(result.errors) : { outcome: "composed", supergraphSdl: result.supergraphSdl };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refused([error instanceof GraphQLError ? error : new GraphQLError(message)]);
  }
}

function refused(errors: readonly GraphQLError[]): Composition {
  return { outcome: "refused", reasons: errors.map(({ message }) => message), errors };
}

/** Composes what the subgraphs publish into one supergraph, or says why it cannot. */
import { composeServices } from "@apollo/composition";
import { GraphQLError, parse, Source } from "graphql";
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
  const attempt = tryToCompose(subgraphs);
  if (attempt.outcome === "composed") return attempt;
  return { outcome: "refused", reasons: attempt.errors.map(({ message }) => message) };
}

export type Attempt =
  | { readonly outcome: "composed"; readonly supergraphSdl: string }
  | { readonly outcome: "refused"; readonly errors: readonly GraphQLError[] };

/** With the errors as they are: their nodes lie in sources that bear the names of the subgraphs. */
export function tryToCompose(subgraphs: readonly PublishedSubgraph[]): Attempt {
  const inOrder = subgraphs.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  try {
    const misleading = lookAlikesIn(inOrder);
    if (misleading.length > 0) return refused(misleading.map((reason) => new GraphQLError(reason)));
    const services = inOrder.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(new Source(sdl, name)) }));
    const result = composeServices(services);
    return result.errors ? refused(result.errors) : { outcome: "composed", supergraphSdl: result.supergraphSdl };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refused([error instanceof GraphQLError ? error : new GraphQLError(message)]);
  }
}

function refused(errors: readonly GraphQLError[]): Attempt {
  return { outcome: "refused", errors };
}

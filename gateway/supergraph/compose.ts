/** Composes what the subgraphs publish into one supergraph, or says why it cannot. */
import { composeServices } from "@apollo/composition";
import { type DocumentNode, GraphQLError, parse, Source } from "graphql";
import { lookAlikesIn } from "./look-alikes.ts";
import { oneOfFaults, oneOfInputs, withOneOf, withoutOneOf } from "./one-of.ts";
import { unservedFaults } from "./unserved.ts";

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
    const parts = inOrder.map(({ name, url, sdl }) => ({ name, url, document: parse(new Source(sdl, name)) }));
    const faults = parts.flatMap(({ name, document }) => faultsIn(document, name));
    if (faults.length > 0) return refused(faults);
    const result = composeServices(
      parts.map(({ name, url, document }) => ({ name, url, typeDefs: withoutOneOf(document) })),
    );
    if (result.errors) return refused(result.errors);
    const oneOfs = new Set(parts.flatMap(({ document }) => oneOfInputs(document)));
    return { outcome: "composed", supergraphSdl: withOneOf(result.supergraphSdl, oneOfs) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refused([error instanceof GraphQLError ? error : new GraphQLError(message)]);
  }
}

function faultsIn(document: DocumentNode, subgraph: string): readonly GraphQLError[] {
  return [...unservedFaults(document, subgraph), ...oneOfFaults(document, subgraph)];
}

function refused(errors: readonly GraphQLError[]): Attempt {
  return { outcome: "refused", errors };
}

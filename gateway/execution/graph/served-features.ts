/** The features of a supergraph that have to be understood to serve it, and are: those of the library's own gateway, and contexts. */
import { DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES } from "@apollo/federation-internals";

export const servedFeatures: Set<string> = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  "https://specs.apollo.dev/context/v0.1",
]);

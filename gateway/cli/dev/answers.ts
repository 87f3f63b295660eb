/** Whether a subgraph can be asked from here: over the link by which it would be asked, signed as it would be. */
import { parse } from "graphql";
import { signerFor } from "#kit/identity/sign-call.ts";
import type { Config } from "../../config.ts";
import { createHttpLink, type SubgraphRequest } from "../../execution/index.ts";
import { guardedLookup, isRefusedAddress } from "../../execution/links/guarded-lookup.ts";
import { usualNetworks } from "../../execution/links/networks.ts";
import type { Published } from "../../registry/check/proposal.ts";

/** In milliseconds: one that is that slow to say its name is of no use at work. */
const patience = 1_000;

export async function answers({ name, url }: Published, config: Config): Promise<boolean> {
  const networks = config.subgraphNetworks ?? usualNetworks(config.mode);
  const { hostname, protocol } = new URL(url);
  if (hostname.endsWith(".invalid") || isRefusedAddress(url, networks) || !protocol.startsWith("http")) return false;
  const sign = signerFor(config.subgraphKeys, name);
  const link = createHttpLink({
    url,
    connections: 1,
    largestAnswerBytes: 64 * 1024,
    lookup: guardedLookup(networks),
    headersFor: (_, body) => sign(body),
  });
  try {
    const { data } = await link.execute({ ...question, subgraph: name, signal: AbortSignal.timeout(patience) });
    return typeof data?.["__typename"] === "string";
  } catch {
    return false;
  } finally {
    await link.close?.();
  }
}

const text = "{ __typename }";

const question: Omit<SubgraphRequest, "subgraph"> = {
  operation: { kind: "query", name: undefined, text, quotedText: JSON.stringify(text), document: parse(text) },
  variables: {},
  variablesText: "{}",
  client: { context: undefined, headers: [] },
};

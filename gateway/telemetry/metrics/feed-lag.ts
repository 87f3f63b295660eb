/** How far the catalog is behind each department, where both are in this process. */

import { graphql } from "graphql";
import { publicIdentity } from "#kit/identity/identity.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import { isJsonObject } from "../../execution/json.ts";
import type { Family } from "./family.ts";
import { gauge } from "./instruments.ts";

const source = "{ departments { code freshness { lag reachable } } }";

export async function readFeedLag(embedded: readonly Subgraph[]): Promise<readonly Family[]> {
  const catalog = embedded.find(({ schema }) => schema.getQueryType()?.getFields()["departments"]);
  if (catalog === undefined) return [];
  const { schema } = catalog;
  const { data } = await graphql({
    schema,
    source,
    contextValue: catalog.createContext({ identity: publicIdentity, mayWrite: false }),
  });
  const departments: unknown = data?.["departments"];
  const lags = Array.isArray(departments) ? departments.filter(isJsonObject).flatMap(lagOf) : [];
  const description = {
    name: "jinkatsu_feed_lag_changes",
    help: "Changes of a department that are not in the catalog yet.",
    labels: ["department"],
  };
  return [gauge(description, lags)];
}

function lagOf({ code, freshness }: Readonly<Record<string, unknown>>): (readonly [number, string])[] {
  const lag = isJsonObject(freshness) ? freshness["lag"] : undefined;
  return typeof lag === "number" ? [[lag, String(code)]] : [];
}

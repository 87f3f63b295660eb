/** `/metrics`, for those who may read it. */

import { isFromThisMachine } from "#kit/server/from-this-machine.ts";
import type { HttpHandler } from "#kit/server/graphql-over-http.ts";
import type { MetricsAccess } from "../../config.ts";
import { type Family, writeFamilies } from "./family.ts";

/** Undefined where nobody may read them. */
export function metricsHandler(access: MetricsAccess, read: () => Promise<readonly Family[]>): HttpHandler | undefined {
  if (access === "off") return undefined;
  return async (request, response) => {
    if (access === "loopback" && !isFromThisMachine(request)) {
      response.writeHead(403, { "content-type": "text/plain; charset=utf-8" });
      response.end(refusal);
      return;
    }
    const text = writeFamilies(await read());
    response.writeHead(200, {
      "content-type": "text/plain; version=0.0.4; charset=utf-8",
      "cache-control": "no-store",
    });
    response.end(text);
  };
}

const refusal =
  "The metrics are for this machine only. Set JINKATSU_METRICS=open to let others read them. / " +
  "メトリクスは、このコンピューターからだけ読めます。ほかからも読むには JINKATSU_METRICS=open を指定してください。\n";

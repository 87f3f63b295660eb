/** Hive Gateway's runtime on node:http, with its own planner or the Rust one. */
import { createServer } from "node:http";
import { createGatewayRuntime } from "@graphql-hive/gateway-runtime";
import { unifiedGraphHandler } from "@graphql-hive/router-runtime";
import { reportCpu, settings } from "../contenders/contender.ts";

const gateway = createGatewayRuntime({
  supergraph: settings.supergraph,
  logging: false,
  maskedErrors: false,
  ...(settings.rust && { unifiedGraphHandler }),
  transportEntries: { "*.http": { options: { deduplicateInflightRequests: settings.share } } },
});
createServer(gateway).listen(settings.port, "127.0.0.1", reportCpu);

/** Our engine, served as `gateway/serve-supergraph.ts` serves any supergraph. */
import { serveSupergraph } from "../../../gateway/serve-supergraph.ts";
import { reportCpu, settings } from "./contender.ts";

await serveSupergraph({ supergraph: settings.supergraph, port: settings.port, share: settings.share });
reportCpu();

/** Our engine. */
import { serveEngine } from "../serve-engine.ts";
import { reportCpu, settings } from "./contender.ts";

await serveEngine({ supergraph: settings.supergraph, port: settings.port, share: settings.share });
reportCpu();

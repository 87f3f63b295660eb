/** Our engine. */
import { serveEngine } from "../serve-engine.ts";
import { reportCpu, settings } from "./contender.ts";

const sharing = settings.share ? "operations" : settings["share-reads"] ? "reads" : "nothing";
await serveEngine({ supergraph: settings.supergraph, port: settings.port, sharing });
reportCpu();

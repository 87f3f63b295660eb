/** Plain @apollo/gateway behind plain Apollo Server. */
import { readFileSync } from "node:fs";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { reportCpu, settings } from "../contenders/contender.ts";

const server = new ApolloServer({
  gateway: new ApolloGateway({ supergraphSdl: readFileSync(settings.supergraph, "utf8") }),
});
await startStandaloneServer(server, { listen: { port: settings.port, host: "127.0.0.1" } });
reportCpu();

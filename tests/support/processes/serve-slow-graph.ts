/** A hub of one slow field, with the signals and the log of the real one; says its address on standard output. */
import { setTimeout as sleep } from "node:timers/promises";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { createLog } from "#kit/log/log.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { readConfig } from "../../../gateway/config.ts";
import { startHub } from "../../../gateway/hub.ts";

const sdl = "type Query { slow(milliseconds: Int!): String broken(name: String!): String }";
const resolvers = {
  Query: {
    slow: async (_: unknown, { milliseconds }: { milliseconds: number }) => {
      await sleep(milliseconds);
      return "done";
    },
    broken: (_: unknown, { name }: { name: string }) => {
      throw new Error(`no row for ${name}`);
    },
  },
};

const config = readConfig();
const hub = await startHub({ config, log: createLog(config.logLevel) });
const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);
const slow = { name: "slow", sdl, schema, createContext: () => ({}), close: async () => undefined };
await hub.serve({ local: [slow], elsewhere: [] });
closeOnSignal(() => hub.close());
process.stdout.write(`slow: ${hub.url}\n`);

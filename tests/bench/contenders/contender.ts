/** What every contender is told, and the one thing it is asked: how much CPU time it has used. */
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    supergraph: { type: "string", default: "" },
    port: { type: "string", default: "0" },
    data: { type: "string", default: "" },
    calls: { type: "string", default: "" },
    rust: { type: "boolean", default: false },
    share: { type: "boolean", default: false },
    "share-reads": { type: "boolean", default: false },
  },
});

export const settings = { ...values, port: Number(values.port) };

export function reportCpu(): void {
  process.on("message", () => process.send?.(process.cpuUsage()));
  process.on("disconnect", () => process.exit());
  process.send?.("ready");
}

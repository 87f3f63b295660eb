/** Serves the graph that is being worked on, and follows the file with the schema until it is told to end. */
import path from "node:path";
import { errors, HubError } from "#kit/errors.ts";
import { createLog } from "#kit/log/log.ts";
import { closeOnSignal } from "#kit/start/close-on-signal.ts";
import { type Config, readConfig } from "../../config.ts";
import { type Hub, type Source, startHub } from "../../hub.ts";
import { registryErrors } from "../../registry/errors.ts";
import { readDesignPolicy } from "../../registry/policy.ts";
import { readSchemaFile } from "../registry/read-schema-file.ts";
import type { Terminal } from "../terminal.ts";
import { followFile } from "./follow-file.ts";
import { type OthersSource, readOthers } from "./read-others.ts";
import { createServedGraph } from "./served-graph.ts";
import { createSession } from "./session.ts";

export interface DevelopmentFlags extends OthersSource {
  readonly schema: string;
  readonly url: string;
  readonly port: number;
  readonly mock: readonly string[];
  readonly mockOthers?: true;
}

/**
 * Resolves when it serves; then a signal ends the process.
 * @throws HubError SCHEMA_FILE_UNREADABLE, MOCK_UNKNOWN, DEVELOPMENT_PORT_TAKEN, or what the source of the others throws
 */
export async function startDevelopment(terminal: Terminal, name: string, flags: DevelopmentFlags): Promise<void> {
  const text = readSchemaFile(flags.schema);
  const config = configFor(readConfig(), flags.port);
  const policy = readDesignPolicy(config.policy, config.mode);
  const others = await readOthers(flags);
  requireKnown(flags.mock, [name, ...others.map((each) => each.name)]);
  const graph = createServedGraph();
  const hub = await openPort(config, graph.source);
  const session = createSession({ terminal, name, flags, config, policy, show: graph.show, known: others });
  const file = followFile(flags.schema, text, session.saved);
  closeOnSignal(async () => {
    file.close();
    await hub.close();
  });
  terminal.print(terminal.say(welcome(hub.port, path.resolve(flags.schema))));
  session.saved(text);
}

/** What is convenient on one machine, whatever the hub is set to; it listens to nobody else. */
function configFor(config: Config, port: number): Config {
  return {
    ...config,
    port,
    host: "127.0.0.1",
    mode: "development",
    logLevel: "error",
    documents: "any",
    usageDays: 0,
    workers: 1,
  };
}

async function openPort(config: Config, source: Source): Promise<Hub> {
  try {
    const hub = await startHub({ config, log: createLog(config.logLevel) });
    await hub.serve(source);
    return hub;
  } catch (error) {
    const isTaken = error instanceof HubError && error.code === errors.portTaken.code;
    throw isTaken ? registryErrors.developmentPortTaken(config.port) : error;
  }
}

function requireKnown(mocked: readonly string[], known: readonly string[]): void {
  const unknown = mocked.find((name) => !known.includes(name));
  if (unknown !== undefined) throw registryErrors.mockUnknown(unknown, known);
}

function welcome(port: number, file: string) {
  return {
    ja: `ブラウザー: http://localhost:${port}/graphql\n${file} を保存するたびに確かめます。終了は Ctrl+C です。`,
    en: `Browser: http://localhost:${port}/graphql\n${file} is checked whenever it is saved. Ctrl+C ends it.`,
  };
}

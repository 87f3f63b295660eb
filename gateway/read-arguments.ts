/** What the command line of the gateway says. */
import { parseArgs } from "node:util";
import { errors } from "#kit/errors.ts";

export interface Arguments {
  /** Whether the subgraphs are processes of their own. */
  readonly alone: boolean;
  /** A composed supergraph to serve as it is; its subgraphs are where it says. */
  readonly supergraph: string | undefined;
  /** In place of the setting. */
  readonly port: number | undefined;
}

const options = {
  alone: { type: "boolean", default: false },
  supergraph: { type: "string" },
  port: { type: "string" },
} as const;

/** @throws HubError ARGUMENTS_INVALID */
export function readArguments(args: readonly string[]): Arguments {
  const { alone, supergraph, port } = parsed(args);
  if (supergraph === "") throw errors.argumentsInvalid("--supergraph");
  return { alone, supergraph, port: port === undefined ? undefined : portOf(port) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw errors.argumentsInvalid(error instanceof Error ? (error.message.split(". ")[0] ?? "") : String(error));
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw errors.argumentsInvalid(`--port ${text}`);
  return port;
}

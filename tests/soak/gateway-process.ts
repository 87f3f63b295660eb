/** A gateway as a process of its own on a supergraph in a file, as `npm run gateway -- --supergraph` starts it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export interface GatewayProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Sends SIGTERM and resolves with the exit code. */
  stop(): Promise<number | null>;
}

const root = path.resolve(import.meta.dirname, "../..");

export async function startGateway(
  supergraphFile: string,
  nodeFlags: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<GatewayProcess> {
  const args = [...nodeFlags, "gateway/main.ts", "--supergraph", supergraphFile, "--port", "0"];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, JINKATSU_LOG: "error", JINKATSU_METRICS: "off", ...settings },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  const url = await addressSaidBy(child);
  return {
    child,
    url,
    async stop() {
      child.kill("SIGTERM");
      const [code] = await once(child, "exit");
      return typeof code === "number" ? code : null;
    },
  };
}

async function addressSaidBy({ stdout }: ChildProcess): Promise<string> {
  let said = "";
  for await (const text of stdout ?? []) {
    said += String(text);
    const [, url] = /Browser\s+(\S+)\/graphql/.exec(said) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`The gateway ended and said: ${said}`);
}

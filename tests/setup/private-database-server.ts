/** A database server of a test's or a run's own: its own data folder, its own port on loopback, gone afterwards. */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { findCommand, findProgram } from "./programs.ts";

export interface PrivateServer {
  readonly url: string;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again, where it was; what it is told now outweighs what it was told before. */
  restart(now?: readonly string[]): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

const run = promisify(execFile);

/** How long a new server may take until it answers, in milliseconds. */
const patience = 60_000;

/** Undefined where no server program is installed. `more` are arguments of the server, told to it when its data are prepared too. */
export async function startPrivateServer(
  answers: (url: string) => Promise<boolean>,
  more: readonly string[] = [],
): Promise<PrivateServer | undefined> {
  const program = findProgram("databaseServer");
  if (program === undefined) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), "jinkatsu-db-"));
  await initialise(program, folder, more);
  const port = await freePort();
  const url = `mysql://root@127.0.0.1:${port}`;
  const launch = async (now: readonly string[] = []) => {
    const child = spawn(program, [...serverArguments(folder, port), ...more, ...now], { stdio: "ignore" });
    await untilItAnswers(child, () => answers(url));
    return child;
  };
  let server = await launch();
  return {
    url,
    kill: () => end(server, "SIGKILL"),
    restart: async (now) => {
      server = await launch(now);
    },
    stop: async () => {
      await end(server, "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

// Both programs refuse to run as root unless told so.
const asThisUser = process.getuid?.() === 0 ? ["--user=root"] : [];

/** MariaDB prepares a data folder with a program of its own, MySQL with its server. */
async function initialise(program: string, folder: string, more: readonly string[]): Promise<void> {
  const preparer = findCommand("mariadb-install-db");
  const { stdout } = await run(program, ["--no-defaults", "--version"]);
  if (stdout.includes("MariaDB") && preparer !== undefined) {
    const passwordless = "--auth-root-authentication-method=normal";
    await run(preparer, [
      "--no-defaults",
      `--datadir=${folder}`,
      passwordless,
      "--skip-test-db",
      ...asThisUser,
      ...more,
    ]);
  } else {
    await run(program, ["--no-defaults", "--initialize-insecure", `--datadir=${folder}`, ...asThisUser, ...more]);
  }
}

function serverArguments(folder: string, port: number): readonly string[] {
  return [
    "--no-defaults",
    `--datadir=${folder}`,
    `--socket=${path.join(folder, "server.sock")}`,
    `--pid-file=${path.join(folder, "server.pid")}`,
    "--bind-address=127.0.0.1",
    `--port=${port}`,
    "--loose-mysqlx=OFF",
    ...asThisUser,
  ];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new TypeError("a TCP server has no port");
  return address.port;
}

async function untilItAnswers(server: ChildProcess, answers: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patience;
  while (!(await answers())) {
    if (server.exitCode !== null || Date.now() > deadline)
      throw new Error("The private database server did not start.");
    await sleep(200);
  }
}

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, "exit");
  server.kill(signal);
  await ended;
}

/** A database server of the test's own, to be killed and filled up; stopped after the test file. */
import { afterAll, describe } from "@jest/globals";
import { answers } from "../setup/database-server.ts";
import { type PrivateServer, startPrivateServer } from "../setup/private-database-server.ts";
import { findProgram } from "../setup/programs.ts";

/** Describes on machines that have a server program; elsewhere its tests are shown as skipped. */
export const describeWithServerProgram = findProgram("databaseServer") === undefined ? describe.skip : describe;

/** All tables lie in one file that does not grow, so that it can be filled up. */
const smallSpace = ["--innodb-file-per-table=0", "--innodb-data-file-path=ibdata1:40M"];

/** What an operator does about it. */
export const largerSpace = ["--innodb-data-file-path=ibdata1:40M;ibdata2:20M"];

const started: PrivateServer[] = [];

afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()));
});

export async function startOwnServer(): Promise<PrivateServer> {
  const server = await startPrivateServer(answers, smallSpace);
  if (server === undefined) throw new Error("no server program");
  started.push(server);
  return server;
}

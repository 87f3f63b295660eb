/** A server of the test's own with a certificate of the test's own authority. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createConnection } from "mysql2/promise";
import { openServer } from "#kit/backup/server.ts";
import { answers } from "../../../setup/database-server.ts";
import { type PrivateServer, startPrivateServer } from "../../../setup/private-database-server.ts";
import { findProgram } from "../../../setup/programs.ts";
import { databases } from "../../../support/databases.ts";
import { departmentNamed, openForTest } from "../../../support/departments.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const [sqlite] = databases;
const welfare = departmentNamed("welfare");
const programs = [findProgram("databaseServer"), findProgram("certificates")];
const describeWithPrograms = programs.includes(undefined) ? describe.skip : describe;

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
let server: PrivateServer | undefined;

const newKey = ["-newkey", "rsa:2048", "-nodes"];

function createAuthority(name: string): void {
  const files = ["-keyout", at(`${name}.key`), "-out", at(`${name}.pem`)];
  openssl("req", "-x509", ...newKey, "-days", "2", "-subj", `/CN=${name}`, ...files);
}

/** By the authority, for the host; gives the server's arguments. */
function issue(host: string): readonly string[] {
  openssl("req", ...newKey, "-subj", `/CN=${host}`, "-keyout", at(`${host}.key`), "-out", at(`${host}.csr`));
  const signed = ["-CA", at("authority.pem"), "-CAkey", at("authority.key"), "-CAcreateserial", "-days", "2"];
  openssl("x509", "-req", "-in", at(`${host}.csr`), ...signed, "-out", at(`${host}.pem`));
  return [`--ssl-cert=${at(`${host}.pem`)}`, `--ssl-key=${at(`${host}.key`)}`];
}

function openssl(...words: readonly string[]): void {
  execFileSync(findProgram("certificates") ?? "", words, { stdio: "pipe" });
}

async function startServer(): Promise<PrivateServer> {
  createAuthority("authority");
  createAuthority("stranger");
  const started = await startPrivateServer(answers, issue("localhost"));
  if (started === undefined) throw new Error("no server program");
  const operator = await createConnection(started.url);
  await operator.query("SET GLOBAL require_secure_transport = ON");
  await operator.end();
  return started;
}

function urlWith(options: string): string {
  return `${server?.url.replace("127.0.0.1", "localhost")}/jinkatsu_tls${options}`;
}

async function openWith(options: string): Promise<string> {
  const { database } = await openForTest(welfare, { ...sqlite.newSettings(), databaseUrl: urlWith(options) });
  const [row]: readonly { readonly Value: string }[] = await database.reader.query("SHOW STATUS LIKE 'Ssl_cipher'");
  await database.close();
  return row?.Value ?? "";
}

afterAll(() => server?.stop());

describeWithPrograms("a database server that takes TLS only", () => {
  beforeAll(async () => {
    server = await startServer();
  });

  test.each([
    "?ssl-mode=REQUIRED",
    `?ssl-mode=VERIFY_CA&ssl-ca=${at("authority.pem")}`,
    `?ssl-mode=VERIFY_IDENTITY&ssl-ca=${at("authority.pem")}`,
    `?ssl-ca=${at("authority.pem")}`,
  ])("is spoken to by %s, by a subgraph and by backups", async (options) => {
    const cipher = await openWith(options);
    const place = await openServer(urlWith(options));
    const existing = await place.existing(["welfare"]);
    await place.close();

    expect(cipher).toMatch(/^TLS|^ECDHE/);
    expect(existing).toEqual(["welfare"]);
  });

  test("says what is missing to whoever comes without TLS, or with a file that is not there", async () => {
    await expect(openWith("")).rejects.toMatchObject({
      // MariaDB does not say that this is why.
      code: expect.stringMatching(/^DATABASE_(TLS_REQUIRED|REFUSED)$/),
      message: expect.stringContaining("?ssl-mode=VERIFY_IDENTITY"),
    });
    await expect(openWith("?ssl-ca=/nowhere/ca.pem")).rejects.toMatchObject({
      code: "DATABASE_TLS_FILE",
      message: expect.stringContaining("/nowhere/ca.pem"),
    });
  });

  test("is refused where its certificate is of another authority, or of another host", async () => {
    await expect(openWith(`?ssl-ca=${at("stranger.pem")}`)).rejects.toMatchObject({ code: "DATABASE_TLS" });

    await server?.kill();
    await server?.restart(issue("database.example"));

    const trusted = `ssl-ca=${at("authority.pem")}`;
    await expect(openWith(`?ssl-mode=VERIFY_IDENTITY&${trusted}`)).rejects.toMatchObject({ code: "DATABASE_TLS" });
    expect(await openWith(`?ssl-mode=VERIFY_CA&${trusted}`)).not.toBe("");
  });
});

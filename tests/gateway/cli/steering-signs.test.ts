/**
 * Every command, on data whose every text holds signs that steer a terminal, turn a direction or show nothing: none of them reaches
 * the terminal as it is. What a person types is such a text as well, since it may have been copied.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parse, stringify } from "yaml";
import { readDesignPolicy } from "../../../gateway/registry/policy.ts";
import { openRegistryDatabase } from "../../../gateway/registry/store/open.ts";
import { openAuditDatabase } from "../../../subgraphs/audit/database.ts";
import { openAuditHouse } from "../../subgraphs/audit/audit-house.ts";
import { careCourse, careTraining, others } from "../../subgraphs/audit/measures.ts";
import { databases } from "../../support/databases.ts";
import { eventually, startProcess } from "../../support/hub-process.ts";
import { published, type RegistryHub, startRegistryHub } from "../../support/registry-hub.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openPolicy } from "../../support/test-hub.ts";
import { environmentOf, type Finished, jinkatsu } from "./command-line.ts";

/** Erases the screen, rings, turns the direction, hides a word's parting, and begins a line of its own. */
const evil = "\u001B[2J\u0007\u009B1A\u202E\u2066\u200B\u2028\u{E0041}\r\n3  published  operator";
/** As far as one line, and a document of GraphQL, can hold them. */
const evilSigns = "\u202E\u2066\u200B\u2028\u{E0041}";

/** The line breaks of our own are the only ones. */
const steering = /(?!\n|\p{Variation_Selector})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
/** So a stored text shows where it is printed, in text and in JSON. */
const shownByNumber = /\\u\{202e\}|\\u202e/;

const folder = temporaryFolder();
const settings = databases[0].newSettings();
const weatherFile = path.join(folder, "weather.graphql");
const otherSchemas = path.join(folder, "published");
const graphqlFile = path.join(folder, "question.graphql");
const policy = path.join(folder, "policy.yaml");
const table = path.join(folder, `a${evilSigns}.csv`);
const rows = path.join(folder, "rows.ndjson");

const address = "http://127.0.0.1:9/graphql";
const weather = (more = "") =>
  published(`# ${evilSigns}
  "問い合わせ。" type Query { "天気。${evilSigns}" weather: String "古い。" old: String @deprecated(reason: "${evilSigns}") ${more} }`);
const taking =
  published(`"問い合わせ。" type Query { "天気。" weather: String "古い。" old: String @deprecated(reason: "x") "風。" wind: String }
  "町。" type Town @key(fields: "id") { "番号。" id: ID! "人口。" people: Int @override(from: "towns") }`);

let registry: RegistryHub;
let pipeline: string;
let approver: string;
let draft: string;
let tokenId: string;

beforeAll(async () => {
  const contracts = { all: { exclude: ["secret"] } };
  const open = parse(readFileSync(openPolicy, "utf8"));
  writeFileSync(policy, stringify({ ...open, design: { ...readDesignPolicy(), contracts } }));
  registry = await startRegistryHub(settings, { usageDays: 90, policy });
  pipeline = await registry.token("weather");
  approver = await registry.token("towns", ["read", "approve"]);
  for (const sdl of [weather(), weather(`"風。" wind: String`)])
    await registry.change(pipeline, "publish", { subgraph: "weather", sdl, url: address, message: "why" });
  await propose();
  await registry.change(approver, "refuse", { draft, reason: "why not" });
  await propose();
  await spoilRegistry();
  await writeAudit();
  writeFiles();
}, 400_000);

async function propose(): Promise<void> {
  const body = { subgraph: "weather", sdl: taking, url: address, message: "why" };
  const { json } = await registry.change(pipeline, "publish", body);
  if (json.outcome !== "waiting") throw new Error(JSON.stringify(json));
  draft = json.draft.id;
}

/** As an administrator of the database, or an older version, may have left it: what is taken in today is cleaned. */
async function spoilRegistry(): Promise<void> {
  const spoilt = {
    registry_version: ["author", "message"],
    registry_draft: ["author", "message"],
    registry_decision: ["author", "reason"],
    registry_token: ["label"],
  };
  const database = await openRegistryDatabase(settings);
  await database.transaction(async (manager) => {
    for (const [name, columns] of Object.entries(spoilt)) {
      for (const column of columns) await manager.query(`UPDATE ${name} SET ${column} = ${column} || ?`, [evil]);
    }
    const title = JSON.stringify({ ja: evil, en: evil });
    await manager.query("UPDATE registry_department SET title = ?, author = author || ?", [title, evil]);
    await manager.query('UPDATE registry_draft SET findings = replace(findings, \'"en":"\', ?)', [
      `"en":"${JSON.stringify(evil).slice(1, -1)}`,
    ]);
    const [row] = await manager.query("SELECT id FROM registry_token WHERE department = 'weather'");
    tokenId = row.id;
  });
  await database.close();
}

async function writeAudit(): Promise<void> {
  const house = await openAuditHouse(settings);
  await house.save("welfare", careTraining, ...others);
  await house.save("industry", careCourse);
  await house.audit.pullNow();
  await house.ask("mutation { takeSnapshot { snapshot { id } } }");
  await house.close();
  const audit = await openAuditDatabase(settings);
  await audit.transaction((manager) =>
    manager.query(`UPDATE trail_event SET event = replace(event, '"kind":"', ?)`, [`"kind":"${evilSigns}`]),
  );
  await audit.close();
}

function writeFiles(): void {
  writeFileSync(weatherFile, weather(`"雪。" snow: String`));
  mkdirSync(otherSchemas);
  writeFileSync(
    path.join(otherSchemas, "towns.graphql"),
    published(`"問い合わせ。" type Query { "町。${evilSigns}" town: String }`),
  );
  writeFileSync(graphqlFile, `# ${evilSigns}\nquery Weather { weather }`);
  writeFileSync(
    table,
    `name_ja,source_urls,pillar,${evil.replace(/[\r\n]/g, "")}\n"${evil}",javascript:${evilSigns},${evilSigns},x\n`,
  );
  const record = (id: string) =>
    JSON.stringify({ id: `${id}${evil}`, title: `介護職員の研修${evil}`, description: evil });
  writeFileSync(rows, `${record("a")}\n${record("b")}\n{"id":"c${evilSigns}"}\n`);
}

interface Case {
  readonly command: string;
  readonly args: () => readonly string[];
  /** Whether something of what is stored, or of what was typed, is to be seen in what it prints. */
  readonly shows: boolean;
  readonly hasJson?: false;
}

const run = (command: string, args: () => readonly string[], more: Partial<Case> = {}): Case => ({
  command,
  args,
  shows: true,
  ...more,
});
const silent = { shows: false };

const cases: readonly Case[] = [
  run("pending", () => ["pending"]),
  run("history", () => ["history", "weather"]),
  run("import", () => ["import", "welfare", table, "--dry-run"]),
  run("import", () => ["import", "welfare", "--columns", "--format", "csv"], silent),
  run("import", () => ["import", `welfare${evil}`, table]),
  run("overlap", () => ["overlap", "--input", rows], { hasJson: false }),
  run("overlap", () => ["overlap", "--links", rows, rows, "--least", "-100"], { hasJson: false }),
  run("overlap", () => ["overlap", "--input", rows, "--map", `title=${evil}`]),
  run("audit", () => ["audit", "verify"], silent),
  run("audit", () => ["audit", "trail"], { hasJson: false }),
  run("audit", () => ["audit", `trail${evil}`]),
  run("token", () => ["token", "--role", "auditor", "--subject", evil], silent),
  run("trust", () => ["trust", graphqlFile, "--out", path.join(folder, `${evilSigns}.json`)]),
  run("check", () => ["check", "weather", "--schema", weatherFile], silent),
  run("check", () => ["check", "weather", "--schema", `${weatherFile}${evil}`]),
  run("new-department", () => ["new-department", `a${evil}`, "--in", folder], silent),
  run("department", () => ["department", `admit${evil}`]),
  run("department list", () => ["department", "list"]),
  run("department admit", () => ["department", "admit", "snow", "--ja", evil], silent),
  run("department token", () => ["department", "token", "weather", "--scope", "read", "--label", evil], silent),
  run("department tokens", () => ["department", "tokens"]),
  run("department rotate", () => ["department", "rotate", `${tokenId}${evil}`]),
  run("department revoke", () => ["department", "revoke", evil], { hasJson: false }),
  run("department key", () => ["department", "key", `weather${evil}`]),
  run("publish", () => ["publish", "weather", "--schema", weatherFile, "--message", evil, "--url", address], silent),
  run("contract show", () => ["contract", "show", "all"], { hasJson: false }),
  run("contract diff", () => ["contract", "diff", `all${evil}`], silent),
  run("contract", () => ["contract", `show${evil}`]),
  run("diff", () => ["diff", "weather", "1", `2${evil}`]),
  run("diff", () => ["diff", "weather", "1", "2"], silent),
  run("download", () => ["download", "--subgraph", "weather"], { hasJson: false }),
  run("download", () => ["download", "--supergraph"], { hasJson: false }),
  run("download", () => ["download", "--list"], silent),
  run("export", () => [
    "export",
    "--for",
    "cosmo",
    "--out",
    path.join(folder, `out${evilSigns}`),
    "--from",
    otherSchemas,
  ]),
  run("usage", () => ["usage"], silent),
  run("rollback", () => ["rollback", "weather", "1", "--message", evil], silent),
  run("delete", () => ["delete", "weather", "--message", evil], silent),
  run("answer", () => ["answer", "weather", "Query.weather", "Query.town", "different", "--reason", evil], silent),
  run("refuse", () => ["refuse", `${draft}${evil}`, "--reason", evil]),
  run("approve", () => ["approve", draft, "--reason", evil], silent),
  run("backup", () => ["backup", path.join(folder, `kept${evilSigns}`)]),
  // Each into a place of its own: they run at once.
  run("restore", () => [
    "restore",
    path.join(folder, `kept${evilSigns}`),
    "--into",
    path.join(mkdtempSync(path.join(folder, "to-")), evilSigns),
  ]),
];

/** As where a person reads it: also a document that a file or another program would get as it is. */
function onTerminal(args: readonly string[]): Promise<Finished> {
  return jinkatsu(settings, args, {
    LANG: "en_US.UTF-8",
    NODE_OPTIONS: `--import ${path.resolve(import.meta.dirname, "../../support/processes/as-on-terminal.ts")}`,
    JINKATSU_HUB: registry.hub.url,
    JINKATSU_TOKEN: ["approve", "refuse", "pending"].includes(args[0] ?? "") ? approver : pipeline,
  });
}

describe("a command on data that others wrote", () => {
  test.each(cases.map((each, number) => [`${number}`, each.command, each] as const))(
    "sends the terminal no sign that steers it (%s: %s)",
    async (_, __, { args, shows, hasJson = true }) => {
      const runs = hasJson ? [args(), [...args(), "--json"]] : [args()];

      const said = (await Promise.all(runs.map(onTerminal))).map(({ output, notes }) => `${output}${notes}`);

      expect(said.filter((text) => steering.test(text)).map((text) => JSON.stringify(text))).toEqual([]);
      expect(said.filter((text) => shows && !shownByNumber.test(text))).toEqual([]);
      expect(said.filter((text) => text.trim() === "")).toEqual([]);
    },
    400_000,
  );

  test("that goes on and on sends none either (dev)", async () => {
    const dev = startProcess(
      [
        "gateway/cli/main.ts",
        "dev",
        "--port",
        "0",
        "weather",
        "--schema",
        weatherFile,
        "--against",
        otherSchemas,
        "--mock",
        "weather",
      ],
      {
        ...environmentOf(settings),
        LANG: "en_US.UTF-8",
        NODE_OPTIONS: `--import ${path.resolve(import.meta.dirname, "../../support/processes/as-on-terminal.ts")}`,
      },
    );
    await dev.said(/http:\/\/localhost:(\d+)\/graphql/);
    writeFileSync(weatherFile, weather(`"無。" none: Nope`));
    await eventually(() => /Nope/.test(dev.stdout() + dev.stderr()), Boolean, 120_000);
    await dev.stop();

    expect(steering.exec(dev.stdout() + dev.stderr())).toBeNull();
  }, 400_000);

  test("is every command that there is", async () => {
    const names = async (...args: readonly string[]) => {
      const { output } = await jinkatsu(settings, [...args, "--help"]);
      const [, list = ""] = output.split("Commands:\n");
      return [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => [...args, name].join(" "));
    };

    const all = [...(await names()), ...(await names("department")), ...(await names("contract"))];

    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((name) => name !== "dev" && !cases.some(({ command }) => command === name))).toEqual([]);
  }, 400_000);
});

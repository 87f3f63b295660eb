/** `jinkatsu department …`: lets departments in and gives them tokens. For the operator, on the hub's own database. */
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { toIdempotentRequest } from "#kit/changes/idempotent-request.ts";
import type { Database } from "#kit/database/open.ts";
import { type Role, tokenRoles } from "#kit/identity/identity.ts";
import { fingerprintOf } from "#kit/identity/subgraph-keys.ts";
import { readSettings } from "#kit/settings.ts";
import { checkName } from "../../registry/check/check-name.ts";
import { findingsOf } from "../../registry/check/check-result.ts";
import { index } from "../../registry/check/world.ts";
import { registryErrors } from "../../registry/errors.ts";
import { readDesignPolicy } from "../../registry/policy.ts";
import { admitDepartment, isAdmitted, listDepartments } from "../../registry/store/departments.ts";
import { openRegistryDatabase } from "../../registry/store/open.ts";
import type { TokenRow } from "../../registry/store/tables.ts";
import {
  type Issued,
  issueToken,
  listTokens,
  longestTokenTime,
  revokeToken,
  rotateToken,
  type Scope,
  scopes,
} from "../../registry/store/tokens.ts";
import { readTime } from "../read-time.ts";
import { type ResponsibleFlags, responsibleIn, responsibleOptions } from "../registry/responsible.ts";
import type { Terminal } from "../terminal.ts";

interface JsonFlag {
  readonly json?: true;
}

interface KeyFlag {
  readonly idempotencyKey?: string;
}

export function departmentCommand(terminal: Terminal): Command {
  const command = new Command("department").description(terminal.say(description));
  for (const subcommand of [admit, list, token, tokens, rotate, revoke, key]) command.addCommand(subcommand(terminal));
  return command;
}

const description = {
  ja: "部局を登録し、公開用のトークンを発行する（運用者用。ハブのデータベースを直接使う）",
  en: "Admit departments and issue their tokens; for the operator, on the hub's own database",
};

const nameArgument = ({ say }: Terminal) =>
  new Argument("<name>", say({ ja: "部局の名前", en: "name of the department" }));
const idArgument = ({ say }: Terminal) => new Argument("<id>", say({ ja: "トークンの番号", en: "id of the token" }));
const jsonOption = ({ say }: Terminal) => new Option("--json", say({ ja: "結果を JSON で出す", en: "report in JSON" }));

/** Whoever can run these commands has the hub's database. */
const operator = "operator";

const keyOption = ({ say }: Terminal) =>
  new Option(
    "--idempotency-key <key>",
    say({
      ja: "同じキーでもう一度実行しても、二度は行わない（24 時間）",
      en: "run again with the same key, it is not done twice; for 24 hours",
    }),
  );

interface AdmitFlags extends JsonFlag, KeyFlag {
  readonly ja?: string;
  readonly en?: string;
  readonly seenBy: readonly Role[];
}

function admit(terminal: Terminal): Command {
  const { say } = terminal;
  return new Command("admit")
    .description(say({ ja: "部局を登録する（一度だけ）", en: "Admit a department, once" }))
    .addArgument(nameArgument(terminal))
    .addOption(new Option("--ja <title>", say({ ja: "日本語の部局名", en: "its name in Japanese" })))
    .addOption(new Option("--en <title>", say({ ja: "英語の部局名", en: "its name in English" })))
    .addOption(
      new Option(
        "--seen-by <role>",
        say({
          ja: "規則のない項目を見られる役割（くり返せる。public はだれでも）",
          en: "a role that sees its fields without a rule; can be repeated. public is everybody",
        }),
      )
        .argParser(collectRole)
        .default([]),
    )
    .addOption(keyOption(terminal))
    .addOption(jsonOption(terminal))
    .action((name: string, { ja, en, seenBy, idempotencyKey: key, json }: AdmitFlags) =>
      onRegistry(async (database) => {
        requireName(name);
        const title = { ja: ja ?? en ?? name, en: en ?? ja ?? name };
        const admission = { name, title, audiences: seenBy, author: operator };
        const request = toIdempotentRequest({ caller: operator, key, change: "admit", input: admission });
        const row = await admitDepartment(database, admission, request);
        if (json) return terminal.printJson(row);
        terminal.print(say({ ja: `部局 ${name} を登録しました。`, en: `Admitted ${name}.` }));
      }),
    );
}

/** @throws HubError DEPARTMENT_RESERVED */
function requireName(name: string): void {
  const { reservedNames } = readDesignPolicy(readSettings().policy);
  const found = findingsOf([checkName({ name, url: undefined, sdl: "" }, [...reservedNames, index])]);
  if (found.length > 0) throw registryErrors.departmentReserved(name.replace(/[^a-z0-9-]/gi, "?").slice(0, 63));
}

function list(terminal: Terminal): Command {
  return new Command("list")
    .description(terminal.say({ ja: "登録された部局の一覧", en: "List the departments" }))
    .addOption(jsonOption(terminal))
    .action(({ json }: JsonFlag) =>
      onRegistry(async ({ reader }) => {
        const rows = await listDepartments(reader);
        if (json) return terminal.printJson(rows);
        for (const { name, title, audiences, at } of rows)
          terminal.print(`${name}  ${terminal.say(title)}  ${audiences.join(",")}  ${at}`);
      }),
    );
}

interface TokenFlags extends JsonFlag, KeyFlag, ResponsibleFlags {
  readonly scope: readonly Scope[];
  readonly label: string;
  readonly ttl: number;
}

const usualScopes: readonly Scope[] = ["read", "check", "publish"];
const usualTime = 90 * 24 * 3_600;

function token(terminal: Terminal): Command {
  const { say } = terminal;
  const command = new Command("token")
    .description(
      say({ ja: "部局のトークンを発行する。表示はこの一度だけ", en: "Issue a token; it is shown this once" }),
    )
    .addArgument(nameArgument(terminal))
    .addOption(
      new Option(
        "--scope <scope>",
        say({ ja: `権限（くり返せる）: ${scopes.join("、")}`, en: `a right; can be repeated: ${scopes.join(", ")}` }),
      )
        .argParser(collectScope)
        .default([], usualScopes.join(", ")),
    )
    .addOption(new Option("--label <text>", say({ ja: "何に使うか", en: "what it is for" })).default("pipeline"))
    .addOption(timeOption(terminal))
    .addOption(keyOption(terminal))
    .addOption(jsonOption(terminal))
    .action((department: string, { scope, label, ttl, idempotencyKey: key, json, ...who }: TokenFlags) =>
      onRegistry(async (database) => {
        if (!(await isAdmitted(database.reader, department))) throw registryErrors.departmentNotAdmitted(department);
        const wanted = {
          department,
          responsible: responsibleIn(who),
          label: label.slice(0, 100),
          scopes: scope.length > 0 ? scope : usualScopes,
        };
        const request = toIdempotentRequest({ caller: operator, key, change: "token", input: { ...wanted, ttl } });
        const issued = await issueToken(database, { ...wanted, expiresAt: after(ttl) }, request);
        printIssued(terminal, issued, json === true);
      }),
    );
  for (const option of responsibleOptions(terminal)) command.addOption(option);
  return command;
}

function tokens(terminal: Terminal): Command {
  return new Command("tokens")
    .description(terminal.say({ ja: "トークンの一覧（中身は示さない）", en: "List the tokens, without showing them" }))
    .addArgument(new Argument("[name]", terminal.say({ ja: "部局の名前", en: "name of the department" })))
    .addOption(jsonOption(terminal))
    .action((department: string | undefined, { json }: JsonFlag) =>
      onRegistry(async ({ reader }) => {
        const rows = (await listTokens(reader, department)).map(shownOf);
        if (json) return terminal.printJson(rows);
        for (const { id, department: of, label, scopes: held, responsible, expiresAt, revokedAt } of rows) {
          const until = revokedAt === null ? `→ ${expiresAt}` : `✗ ${revokedAt}`;
          terminal.print(`${id}  ${of}  ${label}  ${held.join(",")}  ${responsible ?? terminal.say(nobody)}  ${until}`);
        }
      }),
    );
}

const nobody = { ja: "責任者なし", en: "nobody answers for it" };

function shownOf({ secretHash: _, ...row }: TokenRow) {
  return row;
}

interface RotateFlags extends JsonFlag, KeyFlag, ResponsibleFlags {
  readonly ttl: number;
  readonly overlap: number;
}

function rotate(terminal: Terminal): Command {
  const { say } = terminal;
  const command = new Command("rotate")
    .description(
      say({ ja: "同じ権限の新しいトークンに替える", en: "Replace a token by a new one with the same rights" }),
    )
    .addArgument(idArgument(terminal))
    .addOption(timeOption(terminal))
    .addOption(
      new Option("--overlap <time>", say({ ja: "古いトークンも使える時間", en: "how long the old one still holds" }))
        .argParser(readDuration)
        .default(24 * 3_600, "1d"),
    )
    .addOption(keyOption(terminal))
    .addOption(jsonOption(terminal))
    .action((id: string, { ttl, overlap, idempotencyKey: key, json, ...who }: RotateFlags) =>
      onRegistry(async (database) => {
        const responsible = responsibleIn(who);
        const input = { id, ttl, overlap, responsible };
        const request = toIdempotentRequest({ caller: operator, key, change: "rotate", input });
        const rotation = { expiresAt: after(ttl), overlapEnds: after(overlap), responsible, request };
        const issued = await rotateToken(database, id, rotation);
        if (!issued) throw registryErrors.tokenUnknown(id);
        printIssued(terminal, issued, json === true);
      }),
    );
  for (const option of responsibleOptions(terminal)) command.addOption(option);
  return command;
}

function revoke(terminal: Terminal): Command {
  const { say } = terminal;
  return new Command("revoke")
    .description(
      say({ ja: "トークンを取り消す（次のリクエストから無効）", en: "Revoke a token, from the next request on" }),
    )
    .addArgument(idArgument(terminal))
    .action((id: string) =>
      onRegistry(async (database) => {
        if (!(await revokeToken(database, id))) throw registryErrors.tokenUnknown(id);
        terminal.print(say({ ja: `${id} を取り消しました。`, en: `Revoked ${id}.` }));
      }),
    );
}

function key(terminal: Terminal): Command {
  const { say } = terminal;
  return new Command("key")
    .description(
      say({
        ja: "部局のサブグラフが持つ鍵を示す（JINKATSU_SUBGRAPH_KEYS の *=鍵 から作る）",
        en: "Show the key that the department's subgraph must hold; made from *=key in JINKATSU_SUBGRAPH_KEYS",
      }),
    )
    .addArgument(nameArgument(terminal))
    .addOption(jsonOption(terminal))
    .action((name: string, { json }: JsonFlag) => {
      const [own] = readSettings().subgraphKeys.get(name) ?? [];
      if (own === undefined) throw registryErrors.keyMissing(name);
      const setting = `JINKATSU_SUBGRAPH_KEYS=${name}=${own}`;
      if (json) terminal.printJson({ setting, fingerprint: fingerprintOf(own) });
      else terminal.print(setting);
    });
}

function printIssued(terminal: Terminal, { token: issued, row }: Issued, json: boolean): void {
  const { print, printJson, note, say } = terminal;
  if (json) return void printJson({ token: issued, ...shownOf(row) });
  print(issued);
  note(
    say({
      ja: `${row.id}: ${row.scopes.join("、")}、${row.expiresAt} まで。もう一度は示しません。`,
      en: `${row.id}: ${row.scopes.join(", ")}, until ${row.expiresAt}. It is not shown again.`,
    }),
  );
}

function timeOption({ say }: Terminal): Option {
  return new Option("--ttl <time>", say({ ja: "有効な時間（例 8h、90d）", en: "how long it holds, such as 8h or 90d" }))
    .argParser(readDuration)
    .default(usualTime, "90d");
}

const longest = longestTokenTime / 1_000;
const readDuration = (text: string) => readTime(text, longest);
const after = (seconds: number) => new Date(Date.now() + seconds * 1_000);

async function onRegistry(work: (database: Database) => Promise<void>): Promise<void> {
  const database = await openRegistryDatabase(readSettings());
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

function collectScope(value: string, before: readonly Scope[]): readonly Scope[] {
  const scope = scopes.find((each) => each === value);
  if (scope === undefined) throw new InvalidArgumentError(scopes.join(", "));
  return [...before, scope];
}

function collectRole(value: string, before: readonly Role[]): readonly Role[] {
  const roles: readonly Role[] = ["public", ...tokenRoles];
  const role = roles.find((each) => each === value);
  if (role === undefined) throw new InvalidArgumentError(roles.join(", "));
  return [...before, role];
}

/** `jinkatsu new-department`: writes the folder of a department that runs, from the kit. */
import path from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { checkName } from "../../registry/check/check-name.ts";
import { findingsOf } from "../../registry/check/check-result.ts";
import { index } from "../../registry/check/world.ts";
import { registryErrors } from "../../registry/errors.ts";
import { readDesignPolicy } from "../../registry/policy.ts";
import { hubFolder, packageJson } from "../new-department/package-json.ts";
import { wordsOf } from "../new-department/words.ts";
import { fillTemplate, writeFolder } from "../new-department/write-folder.ts";
import type { Terminal } from "../terminal.ts";

interface NewDepartmentFlags {
  readonly ja?: string;
  readonly en?: string;
  readonly in: string;
  readonly json?: true;
}

const hubsOwn = path.join(hubFolder, "subgraphs");

/** What lies beside the departments there and is none. */
const neighbours = [index, "exchange", "audit"];

export function newDepartmentCommand(terminal: Terminal): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("new-department")
    .description(say(description))
    .addArgument(new Argument("<name>", say({ ja: "部局の名前（英小文字）", en: "its name, in lower case" })))
    .addOption(option("--ja <title>", "日本語の部局名", "its name in Japanese").argParser(readTitle))
    .addOption(option("--en <title>", "英語の部局名", "its name in English").argParser(readTitle))
    .addOption(
      option(
        "--in <folder>",
        "部局のフォルダーを作る場所。省けばハブの subgraphs/。ほかの場所なら独立したパッケージになる",
        "where its folder is made; the hub's subgraphs/ if left out. Elsewhere it becomes a package of its own",
      ).default(hubsOwn, "subgraphs/"),
    )
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (code: string, flags: NewDepartmentFlags) => writeDepartment(terminal, code, flags));
}

const description = {
  ja: "新しい部局のフォルダーを、動いて試験に通る形で書き出す",
  en: "Write the folder of a new department, which runs and passes its test",
};

async function writeDepartment(terminal: Terminal, code: string, flags: NewDepartmentFlags): Promise<void> {
  requireName(code);
  const parent = path.resolve(flags.in);
  const folder = path.join(parent, code);
  const isElsewhere = parent !== hubsOwn;
  const en = flags.en ?? titleOf(code);
  const words = wordsOf({ code, name: { ja: flags.ja ?? en, en }, isElsewhere }, Date.now());
  const files = [...(await fillTemplate(words)), ...(isElsewhere ? [packageJson(code, folder)] : [])];
  await writeFolder(folder, files);
  if (flags.json) return terminal.printJson({ folder, files: files.map(({ file }) => file) });
  for (const { file } of files) terminal.print(path.join(folder, file));
  terminal.note(
    terminal.say({
      ja: `次は ${path.join(folder, "README.md")} のとおりに起動、試験、公開します。`,
      en: `${path.join(folder, "README.md")} says how to run, test and publish it.`,
    }),
  );
}

/** @throws HubError DEPARTMENT_RESERVED */
function requireName(code: string): void {
  const reserved = [...readDesignPolicy().reservedNames, ...neighbours];
  if (findingsOf([checkName({ name: code, url: undefined, sdl: "" }, reserved)]).length > 0)
    throw registryErrors.departmentReserved(code.replace(/[^a-z0-9-]/gi, "?").slice(0, 63));
}

/** `civil-engineering` becomes `Civil engineering`. */
function titleOf(code: string): string {
  const words = code.replaceAll("-", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** It stands in code and in SDL between quotation marks. */
function readTitle(text: string): string {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}\p{M} ・･ー&,.()（）'-]{0,79}$/u.test(text))
    throw new InvalidArgumentError("農林水産 / Agriculture");
  return text;
}

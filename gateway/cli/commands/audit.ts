/** `jinkatsu audit`: proves the audit's trail, or writes it out for somebody else to prove. */
import { writeFileSync } from "node:fs";
import { Argument, Command, Option } from "commander";
import { errors } from "#kit/errors.ts";
import { readSettings } from "#kit/settings.ts";
import { checkpointFolder, openAuditDatabase } from "../../../subgraphs/audit/database.ts";
import { readTrail } from "../../../subgraphs/audit/trail/contents.ts";
import { faultText } from "../../../subgraphs/audit/trail/fault-texts.ts";
import { type TrailContents, verifyTrail } from "../../../subgraphs/audit/trail/verify.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import type { Terminal } from "../terminal.ts";

interface AuditFlags {
  readonly output?: string;
  readonly json?: true;
}

export function auditCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  const action = new Argument("<action>", say({ ja: "verify は確かめる、trail は書き出す", en: "verify or trail" }));
  return new Command("audit")
    .description(say(description))
    .addArgument(action.choices(["verify", "trail"]))
    .addOption(option("--output <file>", "証跡の書き出し先（省けば標準出力）", "where the trail is written"))
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (wanted: string, flags: AuditFlags) => {
      const contents = await readContents();
      finish(wanted === "verify" ? report(terminal, contents, flags) : write(terminal, contents, flags));
    });
}

const description = {
  ja: "監査証跡を確かめる（変更、削除、並べ替え、切り詰め、重複を見つける）か、書き出す",
  en: "Prove the audit's trail (finds what was changed, removed, reordered, truncated or duplicated), or write it out",
};

async function readContents(): Promise<TrailContents> {
  const settings = readSettings();
  const database = await openAuditDatabase(settings);
  try {
    return await readTrail(database, checkpointFolder(settings));
  } finally {
    await database.close();
  }
}

function report({ say, print, note }: Terminal, contents: TrailContents, { json }: AuditFlags): ExitCode {
  const faults = verifyTrail(contents);
  const [events, checkpoints] = [contents.events.length, contents.witnessed.length];
  const told = faults.map((fault) => ({ ...fault, text: faultText(fault) }));
  if (json) print(JSON.stringify({ events, checkpoints, keys: [...contents.keys.keys()], faults: told }, null, 2));
  else {
    for (const { text } of told) print(say(text));
    note(say(summary(events, checkpoints, faults.length)));
  }
  return faults.length === 0 ? exitCodes.ok : exitCodes.findings;
}

function summary(events: number, checkpoints: number, faults: number) {
  return faults === 0
    ? {
        ja: `出来事 ${events} 件は、外部の控え ${checkpoints} 件のとおりです。`,
        en: `${events} events are as the ${checkpoints} checkpoints outside say.`,
      }
    : { ja: `${faults} か所の食い違いがあります。`, en: `${faults} contradictions.` };
}

/** Each line is an event as it is hashed. */
function write({ print }: Terminal, { events }: TrailContents, { output }: AuditFlags): ExitCode {
  const text = events.map(({ event }) => event).join("\n");
  if (output === undefined) print(text);
  else writeTo(output, `${text}\n`);
  return exitCodes.ok;
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "?";
    throw errors.overlapOutputNotWritable(file, reason);
  }
}

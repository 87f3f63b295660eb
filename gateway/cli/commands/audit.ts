/** `jinkatsu audit`: proves the audit's trail, writes it out for somebody else to prove, or records what happened to its database or key. */
import { writeFileSync } from "node:fs";
import { Argument, Command, Option } from "commander";
import type { Database } from "#kit/database/open.ts";
import { errors } from "#kit/errors.ts";
import { privateFile } from "#kit/private-files.ts";
import { readSettings } from "#kit/settings.ts";
import { openAuditDatabase } from "../../../subgraphs/audit/database.ts";
import { acknowledgeRestore, addSigningKey } from "../../../subgraphs/audit/trail/acknowledge.ts";
import { readTrail } from "../../../subgraphs/audit/trail/contents.ts";
import { evidenceLines } from "../../../subgraphs/audit/trail/evidence-lines.ts";
import { type OpenTrail, openTrail } from "../../../subgraphs/audit/trail/open-trail.ts";
import { type Proof, proveTrail } from "../../../subgraphs/audit/trail/prove.ts";
import { readWitnessed } from "../../../subgraphs/audit/trail/witness.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { openFileOut } from "../overlap/lines-out.ts";
import type { Terminal } from "../terminal.ts";

interface AuditFlags {
  readonly output?: string;
  readonly reason?: string;
  readonly json?: true;
}

interface Opened extends OpenTrail {
  readonly database: Database;
}

type Action = (terminal: Terminal, opened: Opened, flags: AuditFlags) => Promise<ExitCode>;

const actions: Readonly<Record<string, Action>> = {
  verify,
  trail: writeTrail,
  "acknowledge-restore": acknowledge,
  "new-key": newKey,
};

export function auditCommand(terminal: Terminal, finish: (exitCode: ExitCode) => void): Command {
  const { say } = terminal;
  const option = (flags: string, ja: string, en: string) => new Option(flags, say({ ja, en }));
  return new Command("audit")
    .description(say(description))
    .addArgument(new Argument("<action>", say(actionHelp)).choices(Object.keys(actions)))
    .addOption(
      option(
        "--output <file>",
        "証跡の書き出し先（省けば標準出力）。証跡の言う中身は、その隣の .evidence.ndjson に書く",
        "where the trail is written; what it speaks of goes beside it, as .evidence.ndjson",
      ),
    )
    .addOption(option("--reason <text>", "記録する理由", "the reason that is recorded"))
    .addOption(option("--json", "結果を JSON で出す", "report in JSON"))
    .action(async (wanted: string, flags: AuditFlags) => {
      const settings = readSettings();
      const database = await openAuditDatabase(settings);
      try {
        const action = actions[wanted] ?? verify;
        finish(await action(terminal, { database, ...(await openTrail(database, settings)) }, flags));
      } finally {
        await database.close();
      }
    });
}

const description = {
  ja: "監査証跡と、その言う中身を確かめる（変更、削除、並べ替え、切り詰め、重複を見つける）か、書き出す。復元や鍵の紛失を記録する",
  en: "Prove the audit's trail and what it speaks of (finds what was changed, removed, reordered, truncated or duplicated), or write it out; record a restore or a lost key",
};

const actionHelp = {
  ja: "verify は確かめる、trail は書き出す、acknowledge-restore は復元で失われた出来事を、new-key は新しい署名鍵を記録する",
  en: "verify; trail writes it out; acknowledge-restore records which events a restore took, new-key a new signing key",
};

async function verify({ say, print, printJson, note }: Terminal, { database, folder }: Opened, { json }: AuditFlags) {
  const proof = await proveTrail(database, folder);
  const { contents, faults, notes, snapshots, versions } = proof;
  const [events, checkpoints] = [contents.events.length, contents.witnessed.length];
  const keys = [...contents.keys.keys()];
  if (json) printJson({ events, checkpoints, snapshots, versions, keys, faults, notes });
  else {
    for (const { text } of faults) print(say(text));
    for (const { text } of notes) note(say(text));
    note(say(summary(proof)));
  }
  return faults.length === 0 ? exitCodes.ok : exitCodes.findings;
}

function summary({ contents, faults, snapshots, versions }: Proof) {
  const [events, checkpoints] = [contents.events.length, contents.witnessed.length];
  return faults.length === 0
    ? {
        ja: `出来事 ${events} 件は外部の控え ${checkpoints} 件のとおりで、スナップショット ${snapshots} 件と施策の版 ${versions} 件は出来事のとおりです。`,
        en: `${events} events are as the ${checkpoints} checkpoints outside say, ${snapshots} snapshots and ${versions} versions of measures as the events say.`,
      }
    : { ja: `${faults.length} か所の食い違いがあります。`, en: `${faults.length} contradictions.` };
}

/** Each line is an event as it is hashed; beside them, what they speak of. */
async function writeTrail({ say, printText, note }: Terminal, { database, folder }: Opened, { output }: AuditFlags) {
  const { events, size } = await readTrail(database, folder);
  const text = events.map(({ event }) => event).join("\n");
  if (output === undefined) {
    printText(text);
    return exitCodes.ok;
  }
  writeTo(output, `${text}\n`);
  const beside = `${output.replace(/\.ndjson$/, "")}.evidence.ndjson`;
  const out = await openFileOut(beside);
  for await (const line of evidenceLines(database.reader, size)) await out.write(line);
  await out.end();
  note(say({ ja: `${output} と ${beside} に書きました。`, en: `Written to ${output} and ${beside}.` }));
  return exitCodes.ok;
}

function writeTo(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: privateFile });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "?";
    throw errors.overlapOutputNotWritable(file, reason);
  }
}

async function acknowledge({ say, print }: Terminal, { trail, folder }: Opened, flags: AuditFlags) {
  const { after, upTo, lost } = await acknowledgeRestore(trail, readWitnessed(folder).statements, reasonIn(flags));
  const text = {
    ja: `控えにある ${lost.length} 件の変更（${upTo} 番の出来事まで）が証跡にないことを、${after + 1} 番の出来事として記録しました。`,
    en: `Event ${after + 1} now says that ${lost.length} changes of the checkpoints, up to event ${upTo}, are no longer in the trail.`,
  };
  print(flags.json ? JSON.stringify({ after, upTo, lost: lost.length }, null, 2) : say(text));
  return exitCodes.ok;
}

async function newKey({ say, print }: Terminal, { trail, keys }: Opened, flags: AuditFlags) {
  const key = await addSigningKey(trail, keys, reasonIn(flags));
  const text = {
    ja: `署名鍵 ${key} を使い始めたことを証跡に記録しました。鍵の控えと、公開鍵 key-${key}.pem の控えを取ってください。`,
    en: `The trail now says that the key ${key} signs from here on. Keep a copy of it, and one of key-${key}.pem elsewhere.`,
  };
  print(flags.json ? JSON.stringify({ key }, null, 2) : say(text));
  return exitCodes.ok;
}

/** @throws HubError AUDIT_REASON_MISSING */
function reasonIn({ reason }: AuditFlags): string {
  if (reason === undefined || reason.trim() === "") throw errors.auditReasonMissing();
  return reason;
}

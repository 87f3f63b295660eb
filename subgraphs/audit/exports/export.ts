/** Writes what was found and decided in the form that is asked for; that somebody did so is in the trail before they have it. */
import { createHash } from "node:crypto";
import { errors } from "#kit/errors.ts";
import { toNullable } from "#kit/values/figure.ts";
import { evidenceOf } from "../analysis/evidence.ts";
import { departmentOverlaps } from "../analysis/matrix.ts";
import { missingIn } from "../analysis/missing.ts";
import { isWantedPair } from "../analysis/pair-filter.ts";
import { eventOf } from "../cases/events.ts";
import { todayInJapan } from "../cases/follow-up.ts";
import { keepSnapshot } from "../collection/snapshots.ts";
import type { Office } from "../office.ts";
import type { Actor } from "../trail/event.ts";
import { limitsOf } from "./limits.ts";
import { pairTable } from "./pair-table.ts";
import { toCsv } from "./table.ts";
import {
  aboutTable,
  actionTable,
  decisionTable,
  type Exported,
  exportedDecisions,
  exportedPairs,
  matrixTable,
} from "./tables.ts";
import { toWorkPaper } from "./work-paper.ts";
import { toWorkbook } from "./workbook.ts";

export type ExportFormat = "XLSX" | "CSV" | "JSON" | "HTML";

const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  CSV: "text/csv; charset=utf-8",
  JSON: "application/json",
  HTML: "text/html; charset=utf-8",
};

const writers: Readonly<Record<ExportFormat, (exported: Exported, by: Actor) => Buffer | Promise<Buffer>>> = {
  XLSX: (exported) =>
    toWorkbook(
      [aboutTable, matrixTable, pairTable, decisionTable, actionTable].map((table) => table(exported)),
      todayInJapan(),
    ),
  CSV: (exported) => toCsv(pairTable(exported)),
  JSON: (exported) => Buffer.from(`${JSON.stringify(asJson(exported), null, 2)}\n`),
  HTML: (exported, by) => toWorkPaper(exported, { today: todayInJapan(), by }),
};

export interface Export {
  readonly fileName: string;
  readonly mediaType: string;
  /** Base64. */
  readonly content: string;
  readonly sha256: string;
}

interface Wanted {
  readonly by: Actor;
  readonly format: ExportFormat;
}

/** @throws HubError AUDIT_EXPORTED_ALREADY where it is sent again and would be another file than the first time */
export async function exportAudit(office: Office, exported: Exported, { by, format }: Wanted): Promise<Export> {
  const content = await writers[format](exported, by);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const drafts = exportedDecisions(exported)
    .filter(({ state }) => state !== "RELEASED")
    .map(({ id }) => id);
  const written = eventOf("EXPORTED", by, { format, snapshot: exported.view.id, sha256 });
  const read = drafts.length === 0 ? [] : [eventOf("DRAFTS_READ", by, { decisions: drafts })];
  const first = await office.trail.change<{ readonly sha256: string }>(async (manager) => {
    // What is given away is about something that can be shown again.
    const taken = await keepSnapshot(office, manager, { view: exported.view, by });
    return { events: [...taken, ...read, written], result: { sha256 } };
  });
  // What leaves is what the trail says has left, and nothing else by its name.
  if (first.sha256 !== sha256) throw errors.auditExportedAlready(first.sha256);
  return {
    fileName: `audit-${exported.view.id.slice(0, 8)}.${format.toLowerCase()}`,
    mediaType: mediaTypes[format],
    content: content.toString("base64"),
    sha256,
  };
}

function asJson(exported: Exported) {
  const { view } = exported;
  return {
    snapshot: {
      id: view.id,
      at: view.at || null,
      measures: view.measures.size,
      model: view.model.version,
      missing: missingIn(view),
    },
    limits: limitsOf(view),
    departments: departmentOverlaps(view, (pair) => isWantedPair(pair, exported.only ?? {})).map(
      ({ budget, ...cell }) => ({
        ...cell,
        budget: { ...budget, known: toNullable(budget.known) },
      }),
    ),
    pairs: exportedPairs(exported).map(({ a, b, bits, class: found }) => ({
      a: {
        id: a.id,
        code: a.code,
        name: a.contract.name.ja,
        department: a.department,
        version: a.version,
        digest: a.digest,
      },
      b: {
        id: b.id,
        code: b.code,
        name: b.contract.name.ja,
        department: b.department,
        version: b.version,
        digest: b.digest,
      },
      bits,
      class: found,
      evidence: evidenceOf(view, a, b),
    })),
    decisions: exportedDecisions(exported),
  };
}

/** Judges what a schema takes away by who really uses it: what nobody asked for may go. */
import type { Bilingual } from "#kit/errors.ts";
import { type CheckResult, completed } from "../check-result.ts";
import { type Breaks, defineFinding, type Finding } from "../finding.ts";
import type { ApiChange } from "./api-changes.ts";

export interface SeenUse {
  /** Undefined where the client did not say. */
  readonly client: string | undefined;
  readonly operationName: string | undefined;
  readonly operationHash: string;
  /** Requests in the window. */
  readonly uses: number;
  /** RFC 3339. */
  readonly lastSeen: string;
  /** Whether a trusted document or a caller with a token asked; anybody can be the others, as often as they like. */
  readonly isProven: boolean;
}

/** Who used a coordinate in the window; undefined where that cannot be read. */
export type ReadUse = (coordinate: string, since: Date) => Promise<readonly SeenUse[] | undefined>;

export interface UsageRule {
  readonly windowDays: number;
  readonly atLeast: number;
  readonly excludedClients: readonly string[];
  /** Whether what nobody has proven counts like what is proven. */
  readonly countUnproven: boolean;
  /** RFC 3339: when the version that the change goes back to was replaced; what was used before it worked with that one too. */
  readonly replacedAt?: string | undefined;
}

/** Without `readUse` nobody knows what is used, and what breaks is an error. */
export async function judgeChanges(
  changes: readonly ApiChange[],
  rule: UsageRule,
  readUse: ReadUse | undefined,
): Promise<CheckResult> {
  const findings: Finding[] = [];
  for (const change of changes) findings.push(await judge(change, rule, readUse));
  return completed("changes", findings);
}

async function judge(change: ApiChange, rule: UsageRule, readUse: ReadUse | undefined): Promise<Finding> {
  const { coordinate, level, message, owners } = change;
  if (level === "dangerous") return dangerous({ coordinate }, message);
  const uses = readUse && (await usesOf(change, rule, readUse));
  if (!uses)
    return breaking({ coordinate, breaks: { change: message, clients: [], acceptedBy: owners } }, message, coordinate);
  const counting = uses.filter(({ isProven }) => isProven || rule.countUnproven);
  const [most] = counting;
  const span = spanOf(rule);
  if (most) {
    const breaks = { change: message, clients: clientsIn(counting), acceptedBy: owners };
    return breaksClient({ coordinate, breaks }, breaks, { coordinate, most, span });
  }
  return uses.length > 0
    ? breaksUnproven({ coordinate }, message, uses, span)
    : breaksNobody({ coordinate }, message, span);
}

/** A name that anybody can give is nobody whom somebody could ask. */
function clientsIn(uses: readonly SeenUse[]): readonly string[] {
  return [...new Set(uses.map(nameOf))].sort();
}

function nameOf({ client, isProven }: SeenUse): string {
  return (isProven && client) || "unknown";
}

const day = 24 * 60 * 60 * 1000;

/** The record counts by whole days. */
function spanOf({ windowDays, replacedAt }: UsageRule): Bilingual {
  const since = replacedAt?.slice(0, 10);
  return since === undefined
    ? { ja: `${windowDays} 日間`, en: `in ${windowDays} days` }
    : { ja: `この版が置き換えられた ${since} から`, en: `since ${since}, when this version was replaced` };
}

function sinceOf({ windowDays, replacedAt }: UsageRule): Date {
  const begin = Date.now() - windowDays * day;
  return new Date(Math.max(begin, replacedAt === undefined ? begin : Date.parse(replacedAt)));
}

async function usesOf(
  { affects }: ApiChange,
  rule: UsageRule,
  readUse: ReadUse,
): Promise<readonly SeenUse[] | undefined> {
  const since = sinceOf(rule);
  const isSince = ({ lastSeen }: SeenUse) => rule.replacedAt === undefined || lastSeen >= since.toISOString();
  const found = await Promise.all(affects.map((coordinate) => readUse(coordinate, since)));
  // What is not known of one may be known to somebody who uses it.
  const known = found.filter((uses) => uses !== undefined);
  if (known.length < found.length) return undefined;
  return known
    .flat()
    .filter(isSince)
    .filter(({ uses, client }) => uses >= rule.atLeast && !rule.excludedClients.includes(client ?? ""))
    .sort((a, b) => b.uses - a.uses);
}

const keep = {
  ja: '残したまま @deprecated(reason: "2027-03-31 まで …") を付け、使われなくなってから除いてください。',
  en: 'Keep it, mark it @deprecated(reason: "… until 2027-03-31"), and take it away when nobody uses it.',
};

/** With what to type, to the letter. */
function keepOrAccept(code: string, coordinate: string): Bilingual {
  const accept = `--accept ${code}:${coordinate} --reason`;
  return {
    ja: `${keep.ja}やむをえないときは ${accept} "…" を付けて、型を所有する部局の決裁者の承認を求めます。`,
    en: `${keep.en} Where it must go all the same, ask the approver of the type: ${accept} "…".`,
  };
}

const dangerous = defineFinding("CHANGE_DANGEROUS", "warning", (message: string) => ({
  message: {
    ja: `利用者が想定していないかもしれない変更です（${message}）。`,
    en: `${message}, which clients may not expect.`,
  },
  remedy: { ja: "利用者に知らせてください。", en: "Tell those who use it." },
}));

const breaking = defineFinding("CHANGE_BREAKING", "error", (message: string, coordinate: string) => ({
  message: {
    ja: `既存の問い合わせが動かなくなる変更です（${message}）。`,
    en: `${message}, which breaks operations that use it. Who does is not known here.`,
  },
  remedy: keepOrAccept("CHANGE_BREAKING", coordinate),
}));

interface Used {
  readonly coordinate: string;
  readonly most: SeenUse;
  readonly span: Bilingual;
}

const breaksClient = defineFinding(
  "CHANGE_BREAKS_CLIENT",
  "error",
  ({ change, clients }: Breaks, { coordinate, most, span }: Used) => {
    const operation = most.operationName ?? most.operationHash.slice(0, 12);
    const last = most.lastSeen.slice(0, 10);
    const client = most.client ?? "unknown";
    const others = clients.filter((each) => each !== nameOf(most)).join(", ");
    return {
      message: {
        ja: `使われています: ${client} の ${operation} が${span.ja} ${most.uses} 回、最後は ${last}${others && `、ほかに ${others}`}（${change}）。`,
        en: `${change}, but ${client} uses it in ${operation}: ${most.uses} times ${span.en}, last on ${last}${others && `; so do ${others}`}.`,
      },
      remedy: keepOrAccept("CHANGE_BREAKS_CLIENT", coordinate),
    };
  },
);

const breaksUnproven = defineFinding(
  "CHANGE_USED_UNPROVEN",
  "notice",
  (message: string, all: readonly SeenUse[], span: Bilingual) => {
    const uses = all.reduce((sum, each) => sum + each.uses, 0);
    const last = all.reduce((latest, { lastSeen }) => (lastSeen > latest ? lastSeen : latest), "").slice(0, 10);
    return {
      message: {
        ja: `トークンも信頼済みの文書もない利用が${span.ja} ${uses} 回、最後は ${last}（${message}）。妨げにはなりません。`,
        en: `${message}; callers without a token or a trusted document used it ${uses} times ${span.en}, last on ${last}, which does not count.`,
      },
      remedy: {
        ja: "知っている利用者なら、その文書を信頼済みにするか、トークンを渡してください。数えるには design.usage.countUnproven を true にします。",
        en: "Where you know who it is, list the document as trusted or give a token; design.usage.countUnproven: true counts all.",
      },
    };
  },
);

const breaksNobody = defineFinding("CHANGE_UNUSED", "notice", (message: string, span: Bilingual) => ({
  message: {
    ja: `${span.ja}、誰も使っていません（${message}）。`,
    en: `${message}; nobody used it ${span.en}.`,
  },
  remedy: { ja: "することはありません。", en: "Nothing needs to be done." },
}));

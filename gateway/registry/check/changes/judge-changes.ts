/** Judges what a schema takes away by who really uses it: what nobody asked for may go. */
import { type CheckResult, completed } from "../check-result.ts";
import { defineFinding, type Finding } from "../finding.ts";
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
  const { coordinate, level, message } = change;
  if (level === "dangerous") return dangerous({ coordinate }, message);
  if (!readUse) return breaking({ coordinate }, message);
  const uses = await usesOf(change, rule, readUse);
  if (!uses) return breaking({ coordinate }, message);
  const most = uses.find(({ isProven }) => isProven || rule.countUnproven);
  if (most) return breaksClient({ coordinate }, message, most, rule);
  return uses.length > 0
    ? breaksUnproven({ coordinate }, message, uses, rule)
    : breaksNobody({ coordinate }, message, rule);
}

const day = 24 * 60 * 60 * 1000;

async function usesOf(
  { affects }: ApiChange,
  rule: UsageRule,
  readUse: ReadUse,
): Promise<readonly SeenUse[] | undefined> {
  const since = new Date(Date.now() - rule.windowDays * day);
  const found = await Promise.all(affects.map((coordinate) => readUse(coordinate, since)));
  // What is not known of one may be known to somebody who uses it.
  const known = found.filter((uses) => uses !== undefined);
  if (known.length < found.length) return undefined;
  return known
    .flat()
    .filter(({ uses, client }) => uses >= rule.atLeast && !rule.excludedClients.includes(client ?? ""))
    .sort((a, b) => b.uses - a.uses);
}

const keep = {
  ja: '残したまま @deprecated(reason: "2027-03-31 まで …") を付け、使われなくなってから除いてください。',
  en: 'Keep it, mark it @deprecated(reason: "… until 2027-03-31"), and take it away when nobody uses it.',
};

const dangerous = defineFinding("CHANGE_DANGEROUS", "warning", (message: string) => ({
  message: {
    ja: `利用者が想定していないかもしれない変更です（${message}）。`,
    en: `${message}, which clients may not expect.`,
  },
  remedy: { ja: "利用者に知らせてください。", en: "Tell those who use it." },
}));

const breaking = defineFinding("CHANGE_BREAKING", "error", (message: string) => ({
  message: {
    ja: `既存の問い合わせが動かなくなる変更です（${message}）。`,
    en: `${message}, which breaks operations that use it. Who does is not known here.`,
  },
  remedy: keep,
}));

const breaksClient = defineFinding(
  "CHANGE_BREAKS_CLIENT",
  "error",
  (message: string, use: SeenUse, { windowDays }: UsageRule) => {
    const operation = use.operationName ?? use.operationHash.slice(0, 12);
    const last = use.lastSeen.slice(0, 10);
    return {
      message: {
        ja: `使われています: ${use.client ?? "名乗らない利用者"} の ${operation} が ${windowDays} 日間に ${use.uses} 回、最後は ${last}（${message}）。`,
        en: `${message}, but ${use.client ?? "a client without a name"} uses it in ${operation}: ${use.uses} times in ${windowDays} days, last on ${last}.`,
      },
      remedy: keep,
    };
  },
);

const breaksUnproven = defineFinding(
  "CHANGE_USED_UNPROVEN",
  "notice",
  (message: string, all: readonly SeenUse[], { windowDays }: UsageRule) => {
    const uses = all.reduce((sum, each) => sum + each.uses, 0);
    const last = all.reduce((latest, { lastSeen }) => (lastSeen > latest ? lastSeen : latest), "").slice(0, 10);
    return {
      message: {
        ja: `トークンも信頼済みの文書もない利用が ${windowDays} 日間に ${uses} 回、最後は ${last}（${message}）。妨げにはなりません。`,
        en: `${message}; callers without a token or a trusted document used it ${uses} times in ${windowDays} days, last on ${last}, which does not count.`,
      },
      remedy: {
        ja: "知っている利用者なら、その文書を信頼済みにするか、トークンを渡してください。数えるには design.usage.countUnproven を true にします。",
        en: "Where you know who it is, list the document as trusted or give a token; design.usage.countUnproven: true counts all.",
      },
    };
  },
);

const breaksNobody = defineFinding("CHANGE_UNUSED", "notice", (message: string, { windowDays }: UsageRule) => ({
  message: {
    ja: `${windowDays} 日間、誰も使っていません（${message}）。`,
    en: `${message}; nobody used it in ${windowDays} days.`,
  },
  remedy: { ja: "することはありません。", en: "Nothing needs to be done." },
}));

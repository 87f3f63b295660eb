/** What a shown cell means under its heading, worked out by other means than the import's own. */
import type { RecordContent } from "#kit/records/record.ts";

/** Unknown is neither a value nor "no meaning". */
export type Meaning = number | string | "unknown" | undefined;

export interface Place {
  readonly heading: string;
  readonly kind: "rate" | "money" | "year" | "date" | "count";
  /** What the heading multiplies bare numbers by. */
  readonly scale: number;
  find(content: RecordContent): Meaning;
}

interface Contract {
  readonly startFiscalYear?: number;
  readonly benefits?: readonly { readonly ratePercent?: number; readonly cap?: number }[];
  readonly callPeriods?: readonly { readonly opensOn?: string }[];
}

function contract(content: RecordContent): Contract {
  return content.contract as Contract;
}

const rate = (content: RecordContent) => contract(content).benefits?.[0]?.ratePercent ?? "unknown";
const cap = (content: RecordContent) => contract(content).benefits?.[0]?.cap ?? "unknown";

export const places: readonly Place[] = [
  { heading: "給付1 補助率", kind: "rate", scale: 1, find: rate },
  { heading: "給付2 補助率（％）", kind: "rate", scale: 1, find: rate },
  { heading: "給付3 上限額", kind: "money", scale: 1, find: cap },
  { heading: "給付4 上限額（千円）", kind: "money", scale: 1_000, find: cap },
  { heading: "給付5 上限額（百万円）", kind: "money", scale: 1_000_000, find: cap },
  { heading: "給付6 上限額（円）", kind: "money", scale: 1, find: cap },
  { heading: "開始年度", kind: "year", scale: 1, find: (content) => contract(content).startFiscalYear ?? "unknown" },
  {
    heading: "募集期間1 受付の初日",
    kind: "date",
    scale: 1,
    find: (content) => contract(content).callPeriods?.[0]?.opensOn ?? "unknown",
  },
  {
    heading: "人数枠",
    kind: "count",
    scale: 1,
    find: ({ details }) => (details["quotaPlaces"] as number) ?? "unknown",
  },
];

/** Undefined where what is shown has no meaning there. */
export function meaningOf({ kind, scale }: Place, shown: string): Meaning {
  const text = shown
    .trim()
    .normalize("NFKC")
    .replace(/^([-▲△])\s+/u, "$1");
  if (text === "" || text === "-" || text === "－") return "unknown";
  if (kind === "rate") return rateOf(text);
  if (kind === "money") return moneyOf(text, scale);
  if (kind === "year") return yearOf(text);
  return kind === "date" ? dateOf(text) : countOf(text);
}

const plain = String.raw`\d[\d,]*(?:\.\d+)?`;

function numberOf(text: string): number {
  return Number(text.replaceAll(",", ""));
}

function rateOf(text: string): Meaning {
  if (/^-[0.]+%?$/.test(text)) return 0;
  const share = /^(\d+)\/(\d+)$/.exec(text);
  if (share) return Math.round((Number(share[1]) / Number(share[2])) * 10_000) / 100;
  const tenths = new RegExp(`^(${plain})割$`).exec(text);
  if (tenths) return Number((numberOf(tenths[1] ?? "") * 10).toFixed(6));
  return new RegExp(`^${plain}%?$`).test(text) ? numberOf(text.replace("%", "")) : undefined;
}

const multiples: Readonly<Record<string, number>> = { "": 1, 千: 1e3, 万: 1e4, 百万: 1e6, 億: 1e8 };

function moneyOf(text: string, scale: number): Meaning {
  const isMinus = /^¥?[-▲△]/.test(text);
  const amount = text.replace(/[-▲△]/, "").replace("¥", "").replace(/円$/, "").trim();
  const isBare = new RegExp(`^${plain}$`).test(amount);
  if (!new RegExp(`^(?:${plain}(?:百万|千|万|億)?)+$`).test(amount)) return undefined;
  const parts = [...amount.matchAll(new RegExp(`(${plain})(百万|千|万|億)?`, "g"))];
  const sum = parts.reduce((total, [, digits = "", unit = ""]) => total + numberOf(digits) * (multiples[unit] ?? 0), 0);
  // A yen sign under a heading of thousands says two things.
  if (isBare && /[¥円]/.test(text) && scale !== 1) return undefined;
  const yen = Number((sum * (isBare ? scale : 1)).toFixed(4));
  return isMinus ? -yen : yen;
}

function yearOf(text: string): Meaning {
  const western = /^(\d{4})(?:年度)?$/.exec(text)?.[1];
  const era = /^(令和|平成)(\d{1,2})(?:年度)?$/.exec(text);
  if (western) return Number(western);
  return era ? Number(era[2]) + (era[1] === "令和" ? 2018 : 1988) : undefined;
}

function dateOf(text: string): Meaning {
  const eight = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const western = /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?(?: 0?0:00)?$/.exec(text) ?? eight;
  const era = /^(令和|平成)(\d{1,2})年(\d{1,2})月(\d{1,2})日$/.exec(text);
  const [year = 0, month = 0, day = 0] = western
    ? western.slice(1).map(Number)
    : era
      ? [Number(era[2]) + (era[1] === "令和" ? 2018 : 1988), Number(era[3]), Number(era[4])]
      : [];
  return year === 0 ? undefined : `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function countOf(text: string): Meaning {
  const match = new RegExp(`^([-▲△]?)(${plain})(?:人|名)?$`).exec(text);
  if (!match || /\.\d*[1-9]/.test(text)) return undefined;
  return numberOf(match[2] ?? "") * (match[1] ? -1 : 1);
}

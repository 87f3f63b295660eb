/** Amounts of yen as an office reads them: in 億円 or 万円, with the exact value beside it. */

const units = [
  { size: 100_000_000, name: "億円" },
  { size: 10_000, name: "万円" },
] as const;

/** 54,173,603,000 → 541.7 億円; 15,000 → 1.5 万円; under 10,000 the exact value. */
export function shortYen(amount: number): string {
  const unit = units.find(({ size }) => Math.abs(amount) >= size);
  return unit === undefined ? exactYen(amount) : `${formatted(amount / unit.size)} ${unit.name}`;
}

/** 541.7 億円（54,173,603,000 円） */
export function yenText(amount: number): string {
  const short = shortYen(amount);
  return short === exactYen(amount) ? short : `${short}（${exactYen(amount)}）`;
}

function exactYen(amount: number): string {
  return `${formatted(amount)} 円`;
}

function formatted(value: number): string {
  return value.toLocaleString("ja-JP", { maximumFractionDigits: 1 });
}

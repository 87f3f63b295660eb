/** The words that only say again what a field is: a cap is 上限 and 以内, a floor is 下限 and 以上. */
import { toNfkc } from "../text/nfkc.ts";

const CAP = /^(?:補助率|上限額?|限度額?|最大|最高)[:はが]?|(?:以内|以下|まで|を?(?:上限|限度)(?:とする)?)$/gu;
const FLOOR = /^(?:下限額?|最低額?|最小)[:はが]?|以上$/gu;

export function stripCap(text: string): string {
  return toNfkc(text).trim().replace(CAP, "").trim();
}

export function stripFloor(text: string): string {
  return toNfkc(text).trim().replace(FLOOR, "").trim();
}

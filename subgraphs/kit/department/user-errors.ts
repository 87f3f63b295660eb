/** What the caller of a mutation can mend, in words. */
import type { UserError, UserErrorCode } from "../generated/contract.ts";

function define<Args extends readonly unknown[]>(
  code: UserErrorCode,
  path: readonly string[],
  describe: (...args: Args) => { ja: string; en: string },
): (...args: Args) => UserError {
  return (...args) => ({ code, path: ["input", ...path], message: describe(...args) });
}

export const userErrorOf = {
  notFound: define("NOT_FOUND", ["id"], () => ({
    ja: "この ID または番号の記録はありません。",
    en: "There is no record with this id or code.",
  })),
  alreadyExists: define("ALREADY_EXISTS", ["code"], (code: string) => ({
    ja: `番号 ${code} は既に使われています。別の番号を付けるか、変更として送ってください。`,
    en: `The code ${code} is taken. Choose another, or send it as an update.`,
  })),
  staleVersion: define("STALE_VERSION", ["version"], (current: number) => ({
    ja: `ほかの人が先に変更しました。今の版は ${current} です。読み直してから、もう一度送ってください。`,
    en: `Somebody else changed it first; it now stands at version ${current}. Read it again and send your change anew.`,
  })),
  alreadyEnded: define("ALREADY_ENDED", ["id"], () => ({ ja: "既に終了しています。", en: "It has already ended." })),
  kindUnknown: define("INVALID_VALUE", ["talentResource", "kind"], (kind: string) => ({
    ja: `この部局には種類 ${kind} の型がありません。`,
    en: `This department has no type for the kind ${kind}.`,
  })),
};

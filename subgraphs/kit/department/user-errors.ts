/** What the caller of a mutation can mend, in words. */
import type { UserError, UserErrorCode } from "../generated/contract.ts";
import type { InputFault } from "./judge-input.ts";

/** Where the code stands, in the input of a measure or of a talent resource. */
function codeIn(field: string, _code: string): readonly string[] {
  return [field, "code"];
}

function define<Args extends readonly unknown[]>(
  code: UserErrorCode,
  path: readonly string[] | ((...args: Args) => readonly string[]),
  describe: (...args: Args) => { ja: string; en: string },
): (...args: Args) => UserError {
  const pathOf = typeof path === "function" ? path : () => path;
  return (...args) => ({ code, path: ["input", ...pathOf(...args)], message: describe(...args) });
}

export const userErrorOf = {
  notFound: define("NOT_FOUND", ["id"], () => ({
    ja: "この ID または番号の記録はありません。",
    en: "There is no record with this id or code.",
  })),
  alreadyExists: define("ALREADY_EXISTS", codeIn, (_field: string, code: string) => ({
    ja: `番号 ${code} は既に使われています。別の番号を付けるか、変更として送ってください。`,
    en: `The code ${code} is taken. Choose another, or send it as an update.`,
  })),
  staleVersion: define("STALE_VERSION", ["version"], (current: number) => ({
    ja: `ほかの人が先に変更しました。今の版は ${current} です。読み直してから、もう一度送ってください。`,
    en: `Somebody else changed it first; it now stands at version ${current}. Read it again and send your change anew.`,
  })),
  alreadyEnded: define("ALREADY_ENDED", ["id"], () => ({ ja: "既に終了しています。", en: "It has already ended." })),
  valueInvalid: ({ path, reason }: InputFault): UserError => ({
    code: "INVALID_VALUE",
    path: ["input", ...path],
    message: { ja: reason.ja, en: reason.en },
  }),
  sourceMissing: define(
    "INVALID_VALUE",
    (field: string) => [field, "sources"],
    () => ({
      ja: "出典を一つ以上付けてください。",
      en: "State at least one source.",
    }),
  ),
  kindChanged: define("INVALID_VALUE", ["talentResource", "kind"], (current: string) => ({
    ja: `種類は後から変えられません（今の型は ${current}）。取り下げてから、別の番号で作ってください。`,
    en: `The kind cannot be changed later (its type is ${current}). Withdraw it and create another with a new code.`,
  })),
  ownFieldStray: define(
    "INVALID_VALUE",
    (name: string, _typeName: string) => ["details", name],
    (name, typeName) => ({
      ja: `型 ${typeName} に項目 ${name} はありません。除くか、種類を確かめてください。`,
      en: `The type ${typeName} has no field ${name}. Leave it out, or check the kind.`,
    }),
  ),
  kindUnknown: define("INVALID_VALUE", ["talentResource", "kind"], (kind: string) => ({
    ja: `この部局には種類 ${kind} の型がありません。`,
    en: `This department has no type for the kind ${kind}.`,
  })),
};

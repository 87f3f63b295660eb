/** What a request that asks too much is told: which limit it is over, and what to do. */
import { type Bilingual, HubError } from "#kit/errors.ts";

export const limitErrors = {
  tokens: define("DOCUMENT_TOO_LONG", (limit) => ({
    ja: `文書は ${limit} 語（トークン）までです。問い合わせを分けてください。`,
    en: `A document may have ${limit} tokens. Ask in several requests.`,
  })),
  depth: define("DOCUMENT_TOO_DEEP", (limit) => ({
    ja: `項目の入れ子は ${limit} 段までです。浅い問い合わせに分けてください。`,
    en: `Fields may be nested ${limit} deep. Ask in several, flatter requests.`,
  })),
  fields: define("TOO_MANY_FIELDS", (limit) => ({
    ja: `項目は、フラグメントを展開して ${limit} 個までです。要る項目だけを尋ねるか、問い合わせを分けてください。`,
    en: `A document may ask for ${limit} fields, fragments expanded. Ask for what you need, or in several requests.`,
  })),
  aliases: define("TOO_MANY_ALIASES", (limit) => ({
    ja: `別名は、フラグメントを展開して ${limit} 個までです。問い合わせを分けてください。`,
    en: `A document may use ${limit} aliases, fragments expanded. Ask in several requests.`,
  })),
  rootFields: define("TOO_MANY_ROOT_FIELDS", (limit) => ({
    ja: `一番上の項目は ${limit} 個までです。問い合わせを分けてください。`,
    en: `An operation may ask for ${limit} root fields. Ask in several requests.`,
  })),
  directives: define("TOO_MANY_DIRECTIVES", (limit) => ({
    ja: `ディレクティブは、フラグメントを展開して ${limit} 個までです。減らしてください。`,
    en: `A document may use ${limit} directives, fragments expanded. Use fewer.`,
  })),
  circular: define("FRAGMENTS_CIRCULAR", () => ({
    ja: "フラグメントが自分自身を含んでいます。循環を除いてください。",
    en: "A fragment contains itself. Remove the circle.",
  })),
  variables: define("VARIABLES_TOO_LARGE", (limit) => ({
    ja: `変数は JSON で ${limit} バイトまでです。問い合わせを分けてください。`,
    en: `Variables may have ${limit} bytes of JSON. Ask in several requests.`,
  })),
  variablesDepth: define("VARIABLES_TOO_DEEP", (limit) => ({
    ja: `変数の入れ子は ${limit} 段までです。`,
    en: `Variables may be nested ${limit} deep.`,
  })),
  page: define("PAGE_TOO_LARGE", (limit) => ({
    ja: `一度に読めるのは ${limit} 件までです。first か last を小さくし、続きは after か before で読んでください。`,
    en: `A page holds ${limit} items at most. Lower first or last, and read on with after or before.`,
  })),
  unsliced: named("SLICING_ARGUMENT_MISSING", (coordinate: string) => ({
    ja: `${coordinate} には、件数を決める引数をちょうど一つ指定してください。`,
    en: `Give ${coordinate} exactly one of the arguments that say how many items.`,
  })),
  cost: define("COST_TOO_HIGH", (limit, cost) => ({
    ja: `この問い合わせの見積り ${cost} が上限 ${limit} を超えています。first や last を小さくするか、入れ子の一覧を減らしてください。`,
    en: `The estimated cost ${cost} is over the limit of ${limit}. Lower first or last, or ask for fewer lists within lists.`,
  })),
  introspection: define("INTROSPECTION_TOO_LARGE", () => ({
    ja: "スキーマの問い合わせが大きすぎます。標準のイントロスペクションを使ってください。",
    en: "This asks too much of the schema at a time. Use the standard introspection query.",
  })),
  requests: define("RATE_EXCEEDED", (limit) => ({
    ja: `問い合わせは 10 秒に ${limit} 回までです。Retry-After の秒数だけ待ってください。`,
    en: `At most ${limit} requests in 10 seconds. Wait for the seconds in Retry-After.`,
  })),
  costAtOnce: define("TOO_MUCH_AT_ONCE", (limit) => ({
    ja: `同時に実行できる問い合わせは、見積りの合計 ${limit} までです。前の回答を待ってからお試しください。`,
    en: `Requests under way at a time may cost ${limit} in all. Wait for the answers to the earlier ones.`,
  })),
};

function define(code: string, describe: (limit: number, found: number) => Bilingual) {
  return named<[limit?: number, found?: number]>(code, (limit = 0, found = 0) => describe(limit, found));
}

function named<Args extends readonly unknown[]>(code: string, describe: (...args: Args) => Bilingual) {
  return Object.assign((...args: Args) => new HubError(code, describe(...args)), { code });
}

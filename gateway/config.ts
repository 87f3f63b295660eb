/** The gateway's settings; the only file of the gateway that reads the environment. */

import path from "node:path";
import { type LogLevel, logLevelSetting } from "#kit/log/log.ts";
import { type Networks, parseNetworks } from "#kit/network/networks.ts";
import { largestBody } from "#kit/server/largest-body.ts";
import { type Environment, oneOf, readSetting, type Setting, wholeNumber } from "#kit/setting.ts";
import {
  settings as commonSettings,
  readSettings,
  readTracing,
  type Settings,
  tracingSettings,
} from "#kit/settings.ts";
import type { TracingSettings } from "#kit/tracing/tracer.ts";
import { type Issuer, parseIssuers } from "./access/issuers.ts";
import { type LoginSettings, parseLogin } from "./access/session/login-settings.ts";

import {
  type Limits,
  limitNames,
  limitsFrom,
  limitsText,
  looserLimits,
  standardLimits,
  trustedLimits,
} from "./limits/limits.ts";
import { parseWebhooks, type Webhook } from "./registry/webhooks/webhook.ts";
import { type CrossOrigins, parseCrossOrigins } from "./web/cross-origins.ts";

export interface Config extends Settings, TracingSettings {
  /** `hub` is our own engine, `apollo` the plain @apollo/gateway that it is measured and tested against. */
  readonly engine: Engine;
  /** How much is logged, on standard error as JSON lines. */
  readonly logLevel: LogLevel;
  /** Who may read `/metrics`. */
  readonly metrics: MetricsAccess;
  /** How long it is kept which client used what, in days; 0 for not at all. */
  readonly usageDays: number;
  /** How large the record of use may be, in MB. */
  readonly usageMegabytes: number;
  /** Processes that answer on the port. */
  readonly workers: number;
  /** Whose tokens are believed. */
  readonly issuers: readonly Issuer[];
  /** How people sign in with a browser; null where they cannot. */
  readonly login: LoginSettings | null;
  /** `trusted` runs only the documents that are listed. */
  readonly documents: DocumentMode;
  /** File or folder of trusted documents, absolute. */
  readonly trustedDocuments: string;
  /** Subscriptions open at a time in this process; 0 for none. */
  readonly subscriptions: number;
  /** How long a WebSocket may stand without an operation, in milliseconds. */
  readonly socketIdle: number;
  /** Whose word counts on where their clients come from; null for nobody's. */
  readonly proxies: Networks | null;
  /** Pages elsewhere that may ask, by the graph that they may ask. */
  readonly crossOrigins: CrossOrigins;
  /** What one request may ask. */
  readonly limits: Limits;
  /** What a trusted document may ask. */
  readonly trustedLimits: Limits;
  /** Of a request or a message, in bytes. */
  readonly largestBody: number;
  /** By subgraph: where its subscriptions are opened, where that is not its own address. */
  readonly subscriptionUrls: ReadonlyMap<string, string>;
  /** How many MB of public answers are kept for as long as their subgraphs say; 0 for none. */
  readonly cache: number;
  /** Subgraphs that are asked anew for every request, though another asks them the same at the same time; `*` is all. */
  readonly unshared: ReadonlySet<string>;
  /** How long a request may take, in milliseconds, as the times that follow. */
  readonly requestTime: number;
  readonly readTime: number;
  readonly mutationTime: number;
  readonly breakerPause: number;
  /** Bytes that a subgraph's answer may have. */
  readonly largestAnswer: number;
  /** Who is told of publishes, findings and launches. */
  readonly webhooks: readonly Webhook[];
}

const engines = ["hub", "apollo"] as const;
const metricsAccesses = ["off", "loopback", "open"] as const;

const documentModes = ["any", "trusted"] as const;

export type DocumentMode = (typeof documentModes)[number];
export type Engine = (typeof engines)[number];
export type MetricsAccess = (typeof metricsAccesses)[number];

const standardLimitsText = limitsText(standardLimits, limitNames);
const trustedLimitsText = limitsText(trustedLimits, looserLimits);

/** What the command line needs to reach a running hub. */
const registrySettings = {
  hubUrl: {
    name: "JINKATSU_HUB",
    standard: "http://127.0.0.1:4000",
    about: {
      ja: "コマンドが公開や確認のときに使うハブのアドレス",
      en: "The hub that commands publish to and ask",
    },
    parse: (text) => (/^https?:\/\//.test(text) && URL.canParse(text) ? new URL(text).origin : undefined),
    expected: { ja: "http://ホスト:ポート の形で指定してください。", en: "Use the form http://host:port." },
  },
  registryToken: {
    name: "JINKATSU_TOKEN",
    standard: "",
    about: {
      ja: "コマンドがハブに見せるトークン。`npx jinkatsu department token` か発行元のもの",
      en: "The token that commands show the hub: of `npx jinkatsu department token`, or of an issuer",
    },
    isSecret: true,
    parse: (text) => (/^[\w.~+/=-]{0,8192}$/.test(text) ? text : undefined),
    expected: { ja: "トークンをそのまま指定してください。", en: "Use the token as it was issued." },
  },
} satisfies Readonly<Record<string, Setting<string>>>;

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readHubAccess(env: Environment = process.env): HubAccess {
  const { hubUrl, registryToken } = registrySettings;
  return { url: readSetting(hubUrl, env), token: readSetting(registryToken, env), isNamed: Boolean(env[hubUrl.name]) };
}

interface HubAccess {
  readonly url: string;
  readonly token: string;
  /** Whether the address was set, and is not the usual one. */
  readonly isNamed: boolean;
}

/** All settings there are, in the order in which they are told to people. */
export const settings = {
  ...commonSettings,
  engine: {
    name: "JINKATSU_ENGINE",
    standard: "hub",
    about: {
      ja: "問い合わせを実行するもの。`hub` は自前、`apollo` は比べるための @apollo/gateway",
      en: "What executes queries: `hub` is our own, `apollo` is @apollo/gateway, to compare with",
    },
    ...oneOf(engines),
  },
  logLevel: logLevelSetting,
  metrics: {
    name: "JINKATSU_METRICS",
    standard: "loopback",
    about: {
      ja: "`/metrics`（Prometheus 形式）をだれが読めるか。`loopback` はこのコンピューターから、`open` はだれでも、`off` は無し",
      en: "Who may read `/metrics` (Prometheus): `loopback` from this machine, `open` anybody, `off` nobody",
    },
    ...oneOf(metricsAccesses),
  },
  ...tracingSettings,
  usageDays: {
    name: "JINKATSU_USAGE_DAYS",
    standard: "400",
    about: {
      ja: "どのクライアントがスキーマのどこを使ったかを残す日数。0 なら残さない",
      en: "Days for which it is kept which client used what of the schema; 0 keeps nothing",
    },
    ...wholeNumber(0, 36_500),
  },
  usageMegabytes: {
    name: "JINKATSU_USAGE_MB",
    standard: "256",
    about: {
      ja: "その記録の大きさの上限（MB）。達すると、どの操作かを残さずに、使われた項目だけを数える",
      en: "How many MB that record may have; from then on it is counted what is used, and not by which operation",
    },
    ...wholeNumber(1, 1_000_000),
  },
  workers: {
    name: "JINKATSU_WORKERS",
    standard: "1",
    about: {
      ja: "同じポートで答えるプロセスの数。2 以上は `npm run gateway` でだけ使える",
      en: "Processes that answer on the one port; more than 1 with `npm run gateway` only",
    },
    ...wholeNumber(1, 256),
  },
  issuers: {
    name: "JINKATSU_ISSUERS",
    standard: "",
    about: {
      ja: "アクセストークンの発行元。`issuer`、`audience`、`algorithms`、`jwks`（鍵の URL）、必要なら `roles`、`scopes`（`roles` を限れば、挙げないスコープは与えられない）、`requiredScope`、`longestLifeSeconds`（既定 86400）を持つもののリストを JSON で、またはその JSON のファイル",
      en: "Whose access tokens are believed: a JSON list, or a file of it, each with `issuer`, `audience`, `algorithms`, `jwks` (URL of its keys) and, to give only some, `roles` and `scopes` (none, where `roles` are given and they are not); if need be `requiredScope` and `longestLifeSeconds` (86400)",
    },
    parse: parseIssuers,
    expected: {
      ja: '[{"issuer": "https://…", "audience": "…", "algorithms": ["RS256"], "jwks": "https://…"}] の形の JSON か、そのファイルを指定してください。',
      en: 'Use JSON of the form [{"issuer": "https://…", "audience": "…", "algorithms": ["RS256"], "jwks": "https://…"}], or a file of it.',
    },
  },
  login: {
    name: "JINKATSU_LOGIN",
    standard: "",
    about: {
      ja: "ブラウザーでのログイン（OpenID Connect）。`issuer`、`clientId`、`publicUrl`（ハブの公開アドレス）、`sessionSecret`（32 文字以上）、必要なら `clientSecret` と `scope` を持つ JSON、またはそのファイル",
      en: "How people sign in with a browser (OpenID Connect): JSON, or a file of it, with `issuer`, `clientId`, `publicUrl` (where browsers find the hub), `sessionSecret` (32 characters or more) and, if need be, `clientSecret` and `scope`",
    },
    isSecret: true,
    parse: parseLogin,
    expected: {
      ja: '{"issuer": "https://…", "clientId": "…", "publicUrl": "https://…", "sessionSecret": "…"} の形の JSON か、そのファイルを指定してください。',
      en: 'Use JSON of the form {"issuer": "https://…", "clientId": "…", "publicUrl": "https://…", "sessionSecret": "…"}, or a file of it.',
    },
  },
  documents: {
    name: "JINKATSU_DOCUMENTS",
    standard: "any",
    about: {
      ja: "実行できる文書。`any` はどれでも、`trusted` は信頼済みの一覧にあるものだけ",
      en: "Which documents may run: `any`, or `trusted` for the listed ones only",
    },
    ...oneOf(documentModes),
  },
  trustedDocuments: {
    name: "JINKATSU_TRUSTED_DOCUMENTS",
    standard: "schema/trusted",
    about: {
      ja: "信頼済みの文書の一覧、または一覧と `.graphql` のフォルダー。変わると読み直す。`npx jinkatsu trust` で作る",
      en: "The list of trusted documents, or a folder of lists and `.graphql` files, read again when they change; `npx jinkatsu trust` writes one",
    },
    parse: (text) => path.resolve(text),
    expected: { ja: "ファイルかフォルダーを指定してください。", en: "Use a file or a folder." },
  },
  subscriptions: {
    name: "JINKATSU_SUBSCRIPTIONS",
    standard: "1000",
    about: {
      ja: "同時に開けるサブスクリプションの数。0 なら受け付けない",
      en: "How many subscriptions may be open at a time; 0 for none",
    },
    parse: (text) => (/^\d{1,6}$/.test(text) ? Number(text) : undefined),
    expected: { ja: "0 から 999999 までの整数を指定してください。", en: "Use an integer from 0 to 999999." },
  },
  socketIdle: {
    name: "JINKATSU_SOCKET_IDLE",
    standard: "60000",
    about: {
      ja: "何も尋ねていない WebSocket を閉じるまでの時間（ミリ秒）",
      en: "How long a WebSocket may stand without any operation before it is closed, in milliseconds",
    },
    ...wholeNumber(10, 86_400_000),
  },
  proxies: {
    name: "JINKATSU_PROXIES",
    standard: "",
    about: {
      ja: "ハブの前に置いたプロキシ。その `X-Forwarded-For` で接続元を見分ける。`loopback`、`private`、アドレス、`10.1.0.0/16` のような範囲をコンマで区切る。無ければ、プロキシの向こうの全員を一人として数える",
      en: "Proxies in front of the hub, whose `X-Forwarded-For` tells callers apart: `loopback`, `private`, addresses, or networks such as `10.1.0.0/16`, separated by commas. Without it, all behind a proxy are one caller",
    },
    parse: parseProxies,
    expected: {
      ja: "loopback、private、IP アドレス、10.1.0.0/16 の形の範囲をコンマで区切って指定してください。",
      en: "Use loopback, private, IP addresses, or networks of the form 10.1.0.0/16, separated by commas.",
    },
  },
  crossOrigins: {
    name: "JINKATSU_CORS",
    standard: "",
    about: {
      ja: "ブラウザーで問い合わせてよいほかのページの生成元。`https://portal.example.jp` は `/graphql`、`portal=https://portal.example.jp` は `/graphql/portal`。コンマで区切る。クッキーは送られない",
      en: "Pages elsewhere that may ask in a browser: `https://portal.example.jp` asks `/graphql`, `portal=https://portal.example.jp` asks `/graphql/portal`; separated by commas. No cookie is sent",
    },
    parse: parseCrossOrigins,
    expected: {
      ja: "https://名前 または グラフ=https://名前 をコンマで区切って指定してください。パスも * も付けられません。",
      en: "Use https://host or graph=https://host, separated by commas, without a path and without *.",
    },
  },
  cache: {
    name: "JINKATSU_CACHE",
    standard: "0",
    about: {
      ja: "サブグラフが `@cacheControl` で公開として許した回答を手元に置く量（MB）。0 なら置かない。本人を名乗った問い合わせの回答は置かない",
      en: "How many MB of answers are kept that their subgraphs allow by `@cacheControl`, for the public only, until they change or for as long as was said; 0 for none. What is asked with a token is never kept",
    },
    ...wholeNumber(0, 4096),
  },
  unshared: {
    name: "JINKATSU_UNSHARED",
    standard: "",
    about: {
      ja: "同じ利用者の同じ問い合わせが同時に来ても、まとめずにそのつど問い合わせるサブグラフ。名前をコンマで区切る。`*` ならすべて",
      en: "Subgraphs that are asked anew each time, though the same caller asks the same at the same time: names, separated by commas; `*` for all",
    },
    parse: parseUnshared,
    expected: {
      ja: "サブグラフの名前をコンマで区切るか、* を指定してください。",
      en: "Use names of subgraphs, separated by commas, or *.",
    },
  },
  subscriptionUrls: {
    name: "JINKATSU_SUBSCRIPTION_URLS",
    standard: "",
    about: {
      ja: "サブスクリプションを別の場所で開くサブグラフ。`名前=ws://ホスト:ポート/graphql` をコンマで区切る。`ws` なら graphql-ws、`http` なら graphql-sse",
      en: "Subgraphs whose subscriptions are opened elsewhere: `name=ws://host:port/graphql`, separated by commas; `ws` speaks graphql-ws, `http` graphql-sse",
    },
    parse: parseSubscriptionUrls,
    expected: {
      ja: "名前=ws://ホスト:ポート/graphql をコンマで区切って指定してください。名前は一度ずつです。",
      en: "Use name=ws://host:port/graphql, separated by commas, each name once.",
    },
  },
  limits: {
    name: "JINKATSU_LIMITS",
    standard: "",
    about: {
      ja: `一つの問い合わせの上限のうち変えるもの。\`名前=整数\` をコンマで区切る。既定は ${standardLimitsText}`,
      en: `What to change of the limits of one request: \`name=integer\`, separated by commas. Standard: ${standardLimitsText}`,
    },
    ...limitsFrom(standardLimits),
  },
  trustedLimits: {
    name: "JINKATSU_TRUSTED_LIMITS",
    standard: "",
    about: {
      ja: `信頼済みの文書の上限のうち変えるもの。既定は ${trustedLimitsText}、ほかの名前の既定は上と同じ`,
      en: `The same for trusted documents. Standard: ${trustedLimitsText}; otherwise as above`,
    },
    ...limitsFrom(trustedLimits),
  },
  largestBody: {
    name: "JINKATSU_BODY_LIMIT",
    standard: String(largestBody),
    about: {
      ja: "リクエストの本文、WebSocket のメッセージの上限（バイト）",
      en: "The largest request body and WebSocket message, in bytes",
    },
    ...wholeNumber(1024, 16 * 1024 * 1024),
  },
  requestTime: {
    name: "JINKATSU_REQUEST_TIME",
    standard: "10000",
    about: {
      ja: "一つの問い合わせにかけてよい時間（ミリ秒）。過ぎれば、そこまでの回答を返す",
      en: "How long a request may take, in milliseconds; after that, what is there is answered",
    },
    ...wholeNumber(10, 600_000),
  },
  readTime: {
    name: "JINKATSU_READ_TIME",
    standard: "2000",
    about: {
      ja: "サブグラフが一つの読み取りに答えるまでの時間（ミリ秒）",
      en: "How long a subgraph may take to answer a read, in milliseconds",
    },
    ...wholeNumber(10, 600_000),
  },
  mutationTime: {
    name: "JINKATSU_MUTATION_TIME",
    standard: "5000",
    about: {
      ja: "サブグラフが一つの変更に答えるまでの時間（ミリ秒）",
      en: "How long a subgraph may take to answer a mutation, in milliseconds",
    },
    ...wholeNumber(10, 600_000),
  },
  breakerPause: {
    name: "JINKATSU_BREAKER_PAUSE",
    standard: "30000",
    about: {
      ja: "失敗が続いたサブグラフを呼ばずにおく最長の時間（ミリ秒）。先に応答が戻れば、そこで終わる",
      en: "How long a subgraph that keeps failing is left alone at most, in milliseconds; less where it answers again before",
    },
    ...wholeNumber(10, 600_000),
  },
  largestAnswer: {
    name: "JINKATSU_LARGEST_ANSWER",
    standard: "8388608",
    about: {
      ja: "サブグラフの一つの回答の大きさの上限（バイト）",
      en: "Bytes that one answer of a subgraph may have",
    },
    ...wholeNumber(1024, 999_999_999),
  },
  webhooks: {
    name: "JINKATSU_WEBHOOKS",
    standard: "",
    about: {
      ja: "公開・下書き・承認・グラフの切替えの知らせ先。`url`、`secret`（`whsec_` と 24〜64 バイトの base64。替える間は二つのリスト）、必要なら `events`、`subgraphs`、`networks` を持つもののリストを JSON で、またはその JSON のファイル。無ければどこにも知らせない",
      en: "Who is told of publishes, drafts, approvals and launches: a JSON list, or a file of it, each with `url`, `secret` (`whsec_` and 24 to 64 bytes in base64; a list of two while it is replaced) and, if need be, `events`, `subgraphs`, `networks`. Nobody is told if not set",
    },
    isSecret: true,
    parse: parseWebhooks,
    expected: {
      ja: '[{"url": "https://…", "secret": "whsec_…"}] の形の JSON か、そのファイルを指定してください。http は、このコンピューターか私設のネットワークのアドレスだけです。',
      en: 'Use JSON of the form [{"url": "https://…", "secret": "whsec_…"}], or a file of it; http only to this machine or a private network.',
    },
  },
  ...registrySettings,
} satisfies Readonly<Record<string, Setting<unknown>>>;

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readConfig(env: Environment = process.env): Config {
  return {
    ...readSettings(env),
    ...readTracing(env),
    engine: readSetting(settings.engine, env),
    logLevel: readSetting(settings.logLevel, env),
    metrics: readSetting(settings.metrics, env),
    usageDays: readSetting(settings.usageDays, env),
    usageMegabytes: readSetting(settings.usageMegabytes, env),
    workers: readSetting(settings.workers, env),
    issuers: readSetting(settings.issuers, env),
    login: readSetting(settings.login, env),
    documents: readSetting(settings.documents, env),
    trustedDocuments: readSetting(settings.trustedDocuments, env),
    subscriptions: readSetting(settings.subscriptions, env),
    socketIdle: readSetting(settings.socketIdle, env),
    proxies: readSetting(settings.proxies, env),
    crossOrigins: readSetting(settings.crossOrigins, env),
    cache: readSetting(settings.cache, env),
    unshared: readSetting(settings.unshared, env),
    subscriptionUrls: readSetting(settings.subscriptionUrls, env),
    limits: readSetting(settings.limits, env),
    trustedLimits: readSetting(settings.trustedLimits, env),
    largestBody: readSetting(settings.largestBody, env),
    requestTime: readSetting(settings.requestTime, env),
    readTime: readSetting(settings.readTime, env),
    mutationTime: readSetting(settings.mutationTime, env),
    breakerPause: readSetting(settings.breakerPause, env),
    largestAnswer: readSetting(settings.largestAnswer, env),
    webhooks: readSetting(settings.webhooks, env),
  };
}

/** Null for none. Whoever believes everybody believes nobody's address. */
function parseProxies(text: string): Networks | null | undefined {
  const networks = parseNetworks(text);
  return networks?.kinds.has("public") ? undefined : networks;
}

function parseSubscriptionUrls(text: string): ReadonlyMap<string, string> | undefined {
  const pairs = text.split(",").map((pair) => pair.trim());
  const written = pairs.filter((pair) => pair !== "");
  const urls = new Map(written.flatMap(parseSubscriptionUrl));
  return urls.size === written.length ? urls : undefined;
}

function parseUnshared(text: string): ReadonlySet<string> | undefined {
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return names.every((name) => name === "*" || /^[a-z][a-z0-9-]{0,62}$/.test(name)) ? new Set(names) : undefined;
}

function parseSubscriptionUrl(pair: string): readonly (readonly [string, string])[] {
  const [, name, url] = /^([a-z][a-z0-9-]{0,62})=((?:ws|http)s?:\/\/\S+)$/.exec(pair) ?? [];
  return name !== undefined && url !== undefined && URL.canParse(url) ? [[name, url]] : [];
}

/** What a subgraph needs to know about where it runs; the only file of the kit that reads the environment. */
import { isIP } from "node:net";
import path from "node:path";
import { isServerUrl } from "./database/server-address.ts";
import { parseSubgraphKeys, type SubgraphKeys } from "./identity/subgraph-keys.ts";
import { type Networks, parseNetworks } from "./network/networks.ts";
import { type Environment, oneOf, readSetting, type Setting, wholeNumber } from "./setting.ts";
import type { TracingSettings } from "./tracing/tracer.ts";

export type Mode = (typeof modes)[number];

export interface Settings {
  /** `development` opens what is convenient on one machine; `production` closes it. */
  readonly mode: Mode;
  /** Address to listen on; loopback unless set otherwise. */
  readonly host: string;
  /** TCP port; 0 lets the system choose a free one. */
  readonly port: number;
  /** Connections at a time that this process takes; as many as usual if not stated. */
  readonly connections?: number;
  /** Folder for embedded databases and the last good supergraph, absolute. */
  readonly dataFolder: string;
  /** MB of the data folder's volume that are left for records and the audit's trail; nothing else is written where there are no more. None if not stated. */
  readonly diskReserve?: number | undefined;
  /** Seconds that the process goes on answering after it was told to end and says that it is not ready; none if not stated. */
  readonly drainSeconds?: number;
  /** `mysql://user:password@host:port/prefix`, or undefined for embedded SQLite. */
  readonly databaseUrl: string | undefined;
  /** Subgraphs that run elsewhere; empty when all run in this process. */
  readonly subgraphs: readonly SubgraphAddress[];
  /** Secrets by which subgraphs elsewhere know the gateway. */
  readonly subgraphKeys: SubgraphKeys;
  /** Where names of subgraphs may lead; undefined for what is usual in the mode. */
  readonly subgraphNetworks?: Networks | undefined;
  /** Table of synonyms beside those of `schema/reference/synonyms.csv`, absolute; none if not stated. */
  readonly synonyms?: string | undefined;
  /** File that says who may see what, absolute. */
  readonly policy: string;
  /** Folder outside the databases where the audit's checkpoints also lie, absolute; in the data folder if not stated. */
  readonly auditCheckpoints?: string | undefined;
  /** Module that is asked about pairs of which the audit is not sure, absolute; nobody is if not stated. */
  readonly auditAdvisor?: string | undefined;
}

export interface SubgraphAddress {
  readonly name: string;
  /** GraphQL endpoint, http or https. */
  readonly url: string;
}

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readSettings(env: Environment = process.env): Settings {
  return {
    mode: readSetting(settings.mode, env),
    host: readSetting(settings.host, env),
    port: readSetting(settings.port, env),
    connections: readSetting(settings.connections, env),
    dataFolder: readSetting(settings.dataFolder, env),
    diskReserve: readSetting(settings.diskReserve, env),
    drainSeconds: readSetting(settings.drainSeconds, env),
    databaseUrl: readSetting(settings.databaseUrl, env) ?? undefined,
    subgraphs: readSetting(settings.subgraphs, env),
    subgraphKeys: readSetting(settings.subgraphKeys, env),
    subgraphNetworks: readSetting(settings.subgraphNetworks, env) ?? undefined,
    policy: readSetting(settings.policy, env),
    synonyms: readSetting(settings.synonyms, env) ?? undefined,
    auditCheckpoints: readSetting(settings.auditCheckpoints, env) ?? undefined,
    auditAdvisor: readSetting(settings.auditAdvisor, env) ?? undefined,
  };
}

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readTracing(env: Environment = process.env): TracingSettings {
  return {
    otlpUrl: readSetting(tracingSettings.otlpUrl, env) ?? undefined,
    otlpShare: readSetting(tracingSettings.otlpShare, env),
  };
}

const modes = ["development", "production"] as const;

/** In the order in which they are told to people. */
export const settings = {
  port: {
    name: "JINKATSU_PORT",
    standard: "4000",
    about: {
      ja: "待ち受けるポート。0 なら空いているものを使う",
      en: "Port to listen on; 0 takes a free one",
    },
    parse: parsePort,
    expected: { ja: "0 から 65535 までの整数を指定してください。", en: "Use an integer from 0 to 65535." },
  },
  host: {
    name: "JINKATSU_HOST",
    standard: "127.0.0.1",
    about: {
      ja: "待ち受けるアドレス。このコンピューターの外からも使うときだけ変える",
      en: "Address to listen on; change it only to be reached from other machines",
    },
    parse: (text) => (/^[\w.:-]+$/.test(text) ? text : undefined),
    expected: { ja: "IP アドレスかホスト名を指定してください。", en: "Use an IP address or a host name." },
  },
  connections: {
    name: "JINKATSU_CONNECTIONS",
    standard: "4000",
    about: {
      ja: "一つのプロセスが同時に受け付ける接続の数。一つの接続元はその四分の一まで、最後の一割はまだ接続のない接続元のために空けておく",
      en: "Connections that a process takes at a time: a quarter of them from one caller, the last tenth for callers that have none",
    },
    ...wholeNumber(10, 100_000),
  },
  dataFolder: {
    name: "JINKATSU_DATA",
    standard: "data",
    about: {
      ja: "SQLite のファイルと、最後に使えたスーパーグラフを置くフォルダー",
      en: "Folder of the SQLite files and of the last good supergraph",
    },
    parse: (text) => path.resolve(text),
    expected: { ja: "フォルダーを指定してください。", en: "Use a folder." },
  },
  diskReserve: {
    name: "JINKATSU_DISK_RESERVE",
    standard: "256",
    about: {
      ja: "データのフォルダーのディスクで、記録と監査の証跡のために残す空き（MB）。空きがこれ以下なら、利用の記録と、部局に追いつくための書込みを止める。0 なら残さない",
      en: "MB of the data folder's disk that are left for records and the audit's trail: with no more free, the record of use and what follows the departments stop writing; 0 leaves none",
    },
    ...wholeNumber(0, 1_000_000),
  },
  drainSeconds: {
    name: "JINKATSU_DRAIN",
    standard: "0",
    about: {
      ja: "終了を命じられてから、`/health/ready` で受付終了を知らせつつ応答を続ける秒数。ロードバランサーが気づくまでの時間を指定する",
      en: "Seconds that a process goes on answering after it was told to end, while `/health/ready` says that it leaves: as long as a load balancer takes to notice",
    },
    ...wholeNumber(0, 300),
  },
  databaseUrl: {
    name: "JINKATSU_DATABASE_URL",
    standard: "",
    about: {
      ja: "MySQL か MariaDB の場所。サブグラフごとに `接頭辞_名前` のスキーマを使う。無ければ SQLite。TLS は `?ssl-mode=` に `REQUIRED`、`VERIFY_CA`、`VERIFY_IDENTITY`（MySQL のクライアントと同じ意味）を、要れば `ssl-ca`、`ssl-cert`、`ssl-key` にファイルを付けて指定する。一つのスキーマへの接続は `readers`（10）と `writers`（4）まで",
      en: "Where MySQL or MariaDB is; each subgraph has the schema `prefix_name`. SQLite if not set. TLS by `?ssl-mode=` with `REQUIRED`, `VERIFY_CA` or `VERIFY_IDENTITY` (as clients of MySQL mean them) and, if need be, files as `ssl-ca`, `ssl-cert` and `ssl-key`. A process holds at most `readers` (10) and `writers` (4) connections to a schema",
    },
    isSecret: true,
    parse: parseDatabaseUrl,
    expected: {
      ja: "mysql://ユーザー:パスワード@ホスト:3306/接頭辞 の形で指定してください。TLS は ?ssl-mode=VERIFY_IDENTITY&ssl-ca=ファイル のように付けます。VERIFY_IDENTITY にはホスト名が、ssl-cert には ssl-key が要ります。",
      en: "Use the form mysql://user:password@host:3306/prefix, for TLS with ?ssl-mode=VERIFY_IDENTITY&ssl-ca=FILE. VERIFY_IDENTITY needs a host name, and ssl-cert its ssl-key.",
    },
  },
  subgraphs: {
    name: "JINKATSU_SUBGRAPHS",
    standard: "",
    about: {
      ja: "別のプロセスで動くサブグラフ。`名前=http://ホスト:ポート/graphql` をコンマで区切る",
      en: "Subgraphs that run as processes of their own: `name=http://host:port/graphql`, separated by commas",
    },
    parse: parseSubgraphs,
    expected: {
      ja: "名前=http://ホスト:ポート/graphql をコンマで区切って指定してください。名前は一度ずつです。",
      en: "Use name=http://host:port/graphql, separated by commas, each name once.",
    },
  },
  subgraphKeys: {
    name: "JINKATSU_SUBGRAPH_KEYS",
    standard: "",
    about: {
      ja: "別のプロセスのサブグラフへの呼び出しに署名する鍵。`名前=鍵`（32 文字以上）をコンマで区切る。替えるときは同じ名前を二度、新しい鍵を先に書く。`*=鍵` なら、ほかのすべてのサブグラフの鍵をそこから作る",
      en: "Keys that sign calls to subgraphs elsewhere: `name=key` (32 characters or more), separated by commas; a name twice, the new key first, while a key is replaced; `*=key` makes from it the key of every other subgraph",
    },
    isSecret: true,
    parse: parseSubgraphKeys,
    expected: {
      ja: "名前=鍵 をコンマで区切って指定してください。鍵は 32 文字以上の英数字と + / = _ - で、一つの名前に二つまでです。",
      en: "Use name=key, separated by commas. A key has 32 or more of A-Z a-z 0-9 + / = _ -, and a name at most two.",
    },
  },
  subgraphNetworks: {
    name: "JINKATSU_SUBGRAPH_NETWORKS",
    standard: "",
    about: {
      ja: "サブグラフのホスト名を解決した先として許すもの。`loopback`、`private`、`public`、アドレス、`10.1.0.0/16` のような範囲をコンマで区切る。無ければ、`development` では三つとも、`production` では `public` だけ",
      en: "Where host names of subgraphs may lead: `loopback`, `private`, `public`, addresses, or networks such as `10.1.0.0/16`, separated by commas. If not set, all three in `development` and `public` only in `production`",
    },
    parse: parseNetworks,
    expected: {
      ja: "loopback、private、public、IP アドレス、10.1.0.0/16 の形の範囲をコンマで区切って指定してください。",
      en: "Use loopback, private, public, IP addresses, or networks of the form 10.1.0.0/16, separated by commas.",
    },
  },
  policy: {
    name: "JINKATSU_POLICY",
    standard: "schema/policy.yaml",
    about: {
      ja: "SDL に決まりのないものをだれが見られるか、`@policy` の名前が何を意味するかを書いたファイル",
      en: "File that says who sees what has no rule in its SDL, and what the names in `@policy` mean",
    },
    parse: policyPath,
    expected: { ja: "ファイルを指定してください。", en: "Use a file." },
  },
  auditCheckpoints: {
    name: "JINKATSU_AUDIT_CHECKPOINTS",
    standard: "",
    about: {
      ja: "監査証跡の署名付き控えを書くフォルダー。データベースと別の場所がよい。無ければデータフォルダーの `audit-checkpoints`",
      en: "Folder for the signed checkpoints of the audit trail, best away from the databases; `audit-checkpoints` in the data folder if not set",
    },
    parse: (text) => (text === "" ? null : path.resolve(text)),
    expected: { ja: "フォルダーを指定してください。", en: "Use a folder." },
  },
  synonyms: {
    name: "JINKATSU_SYNONYMS",
    standard: "",
    about: {
      ja: "検索と事前確認で使う同義語の表（CSV。見出しは `term,synonym,kind`、kind は `same`、`narrower`、`wider`）。`schema/reference/synonyms.csv` に加えて使う",
      en: "Table of synonyms for the search and the check ahead, a CSV file with the heading `term,synonym,kind`, where kind is `same`, `narrower` or `wider`; used beside `schema/reference/synonyms.csv`",
    },
    parse: (text) => (text === "" ? null : path.resolve(text)),
    expected: { ja: "ファイルを指定してください。", en: "Use a file." },
  },
  auditAdvisor: {
    name: "JINKATSU_AUDIT_ADVISOR",
    standard: "",
    about: {
      ja: "似ているか確かでない組に意見を言うモジュールのファイル（`npx jinkatsu overlap --advise` と同じ）。無ければだれにも聞かない",
      en: "File of a module that is asked about pairs of which the audit is not sure, as by `npx jinkatsu overlap --advise`; nobody is if not set",
    },
    parse: (text) => (text === "" ? null : path.resolve(text)),
    expected: { ja: "ファイルを指定してください。", en: "Use a file." },
  },
  mode: {
    name: "JINKATSU_MODE",
    standard: "development",
    about: {
      ja: "`development` は例のデータ、GraphiQL、スキーマの公開、このコンピューターからの変更を開き、`production` は閉じる",
      en: "`development` opens example data, GraphiQL, the schema to everybody and changes from this machine; `production` closes them",
    },
    ...oneOf(modes),
  },
} satisfies Readonly<Record<string, Setting<unknown>>>;

export const tracingSettings = {
  otlpUrl: {
    name: "JINKATSU_OTLP_URL",
    standard: "",
    about: {
      ja: "トレースを受け取る、自分の OpenTelemetry コレクター（OTLP/HTTP、JSON）。無ければトレースしない",
      en: "Your own OpenTelemetry collector (OTLP over HTTP, JSON) that takes traces; nothing is traced without",
    },
    parse: parseOtlpUrl,
    expected: {
      ja: "http://ホスト:4318/v1/traces の形で指定してください。",
      en: "Use the form http://host:4318/v1/traces.",
    },
  },
  otlpShare: {
    name: "JINKATSU_OTLP_SHARE",
    standard: "1",
    about: {
      ja: "トレースする問い合わせの割合。0 から 1。呼び出し側が `traceparent` で決めていればそれに従う",
      en: "Share of requests that are traced, from 0 to 1, unless the caller's `traceparent` has decided",
    },
    parse: (text) => (/^(?:0|1|0?\.\d{1,6}|1\.0+)$/.test(text) ? Number(text) : undefined),
    expected: { ja: "0 から 1 までの数を指定してください。", en: "Use a number from 0 to 1." },
  },
} satisfies Readonly<Record<string, Setting<unknown>>>;

/** Null for none. A collector without a path takes traces where OpenTelemetry's collectors do. */
function parseOtlpUrl(text: string): string | null | undefined {
  if (text === "") return null;
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  // fetch refuses what carries a password, and so would every span be lost.
  if (url.username !== "" || url.password !== "") return undefined;
  if (url.pathname === "/") url.pathname = "/v1/traces";
  return url.href;
}

/** The hub's own, which is the standard, is found from a department's repository too. */
function policyPath(text: string): string {
  const hubFolder = path.resolve(import.meta.dirname, "../..");
  return path.resolve(text === settings.policy.standard ? hubFolder : "", text);
}

function parsePort(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

/** Null for none. */
function parseDatabaseUrl(text: string): string | null | undefined {
  if (text === "") return null;
  return URL.canParse(text) && isServerUrl(new URL(text)) ? text : undefined;
}

function parseSubgraphs(text: string): readonly SubgraphAddress[] | undefined {
  const pairs = text.split(",").map((pair) => pair.trim());
  const addresses = pairs.filter((pair) => pair !== "").map(parseSubgraph);
  const known = addresses.filter((address) => address !== undefined);
  const names = new Set(known.map(({ name }) => name));
  return names.size === addresses.length ? known : undefined;
}

function parseSubgraph(pair: string): SubgraphAddress | undefined {
  const [, name, url] = /^([a-z][a-z0-9-]{0,62})=(https?:\/\/\S+)$/.exec(pair) ?? [];
  return name !== undefined && url !== undefined && URL.canParse(url) ? { name, url } : undefined;
}

/** Whether only this machine can reach what listens on the host. */
export function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}

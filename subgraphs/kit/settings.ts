/** What a subgraph needs to know about where it runs; the only file of the kit that reads the environment. */
import { isIP } from "node:net";
import path from "node:path";
import { errors } from "./errors.ts";

export type Mode = "development" | "production";

export interface Settings {
  /** `development` opens what is convenient on one machine; `production` closes it. */
  readonly mode: Mode;
  /** Address to listen on; loopback unless set otherwise. */
  readonly host: string;
  /** TCP port; 0 lets the system choose a free one. */
  readonly port: number;
  /** Folder for embedded databases and the last good supergraph, absolute. */
  readonly dataFolder: string;
  /** `mysql://user:password@host:port/prefix`, or undefined for embedded SQLite. */
  readonly databaseUrl: string | undefined;
  /** Subgraphs that run elsewhere; empty when all run in this process. */
  readonly subgraphs: readonly SubgraphAddress[];
}

export interface SubgraphAddress {
  readonly name: string;
  /** GraphQL endpoint, http or https. */
  readonly url: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** @throws HubError SETTING_INVALID naming the setting and what it takes */
export function readSettings(env: Environment = process.env): Settings {
  return {
    mode: readMode(env["JINKATSU_MODE"]),
    host: env["JINKATSU_HOST"] || "127.0.0.1",
    port: readPort(env["JINKATSU_PORT"]),
    dataFolder: path.resolve(env["JINKATSU_DATA"] || "data"),
    databaseUrl: readDatabaseUrl(env["JINKATSU_DATABASE_URL"]),
    subgraphs: readSubgraphs(env["JINKATSU_SUBGRAPHS"] ?? ""),
  };
}

function readMode(text: string | undefined): Mode {
  if (text === undefined || text === "" || text === "development") return "development";
  if (text === "production") return "production";
  throw errors.settingInvalid("JINKATSU_MODE", {
    ja: "development か production を指定してください。",
    en: "Use development or production.",
  });
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === "") return 4000;
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  throw errors.settingInvalid("JINKATSU_PORT", {
    ja: "0 から 65535 までの整数を指定してください。",
    en: "Use an integer from 0 to 65535.",
  });
}

function readDatabaseUrl(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (URL.canParse(text) && isDatabaseUrl(new URL(text))) return text;
  throw errors.settingInvalid("JINKATSU_DATABASE_URL", {
    ja: "mysql://ユーザー:パスワード@ホスト:3306/接頭辞 の形で指定してください。",
    en: "Use the form mysql://user:password@host:3306/prefix.",
  });
}

function readSubgraphs(text: string): SubgraphAddress[] {
  return text
    .split(",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map(readSubgraph);
}

function readSubgraph(pair: string): SubgraphAddress {
  const [, name, url] = /^([a-z][a-z0-9-]{0,62})=(https?:\/\/\S+)$/.exec(pair) ?? [];
  if (name !== undefined && url !== undefined && URL.canParse(url)) return { name, url };
  throw errors.settingInvalid("JINKATSU_SUBGRAPHS", {
    ja: "名前=http://ホスト:ポート/graphql をコンマで区切って指定してください。",
    en: "Use name=http://host:port/graphql, separated by commas.",
  });
}

function isDatabaseUrl({ protocol, hostname, username, password }: URL): boolean {
  return /^(mysql|mariadb):$/.test(protocol) && hostname !== "" && isDecodable(username) && isDecodable(password);
}

/** A per cent sign in a password must itself be encoded. */
function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether only this machine can reach what listens on the host. */
export function isLoopback(host: string): boolean {
  if (host === "localhost" || host === "::1") return true;
  return isIP(host) === 4 && host.startsWith("127.");
}

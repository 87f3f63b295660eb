/** Where a MySQL or MariaDB server is, who logs in, and how the connection is encrypted: all that its URL says. */
import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import type { SslOptions } from "mysql2";
import { errors } from "../errors.ts";
import { errorCode } from "./error-code.ts";

/** Named and meant as by the clients of MySQL. Without a mode nothing is encrypted, and with a file of a certificate all is proven. */
const tlsModes = ["DISABLED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"];
const mode = "ssl-mode";
const files = { ca: "ssl-ca", cert: "ssl-cert", key: "ssl-key" } as const;

/** Connections of a process to one schema. */
export interface PoolSizes {
  readonly readers: number;
  /** The writers of a subgraph take turns, so more of them would only wait in the database. */
  readonly writers: number;
}

const standardSizes: PoolSizes = { readers: 10, writers: 4 };
const sizeOptions = ["readers", "writers"] as const;

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly ssl?: SslOptions;
}

/** @throws HubError DATABASE_TLS_FILE */
export function addressOf(text: string): ServerAddress {
  const url = new URL(text);
  const ssl = tlsOf(url);
  return {
    host: hostOf(url),
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...(ssl && { ssl }),
  };
}

export function sizesOf(text: string): PoolSizes {
  const { searchParams } = new URL(text);
  const given = sizeOptions.flatMap((name) => {
    const size = searchParams.get(name);
    return size === null ? [] : [[name, Number(size)] as const];
  });
  return { ...standardSizes, ...Object.fromEntries(given) };
}

/** What is not known is not left out without a word. */
export function isServerUrl(url: URL): boolean {
  const { protocol, hostname, username, password, searchParams } = url;
  const known: readonly string[] = [mode, ...Object.values(files), ...sizeOptions];
  const names = [...searchParams.keys()];
  const areKnown = names.length === new Set(names).size && names.every((name) => known.includes(name));
  const areSizes = sizeOptions.every((name) => /^[1-9]\d{0,2}$/.test(searchParams.get(name) ?? "1"));
  const isServer =
    /^(mysql|mariadb):$/.test(protocol) && hostname !== "" && isDecodable(username) && isDecodable(password);
  return isServer && areKnown && areSizes && tlsModes.includes(modeOf(url)) && hasKeyPair(url) && hasName(url);
}

function modeOf({ searchParams }: URL): string {
  const isAsked = Object.values(files).some((option) => searchParams.has(option));
  return searchParams.get(mode) ?? (isAsked ? "VERIFY_IDENTITY" : "DISABLED");
}

function hasKeyPair({ searchParams }: URL): boolean {
  return searchParams.has(files.cert) === searchParams.has(files.key);
}

/** The driver looks for names in a certificate, and not for addresses. */
function hasName(url: URL): boolean {
  return modeOf(url) !== "VERIFY_IDENTITY" || isIP(hostOf(url)) === 0;
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
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

function tlsOf(url: URL): SslOptions | undefined {
  const chosen = modeOf(url);
  if (chosen === "DISABLED") return undefined;
  const given = Object.entries(files).flatMap(([part, option]) => {
    const file = url.searchParams.get(option);
    return file === null ? [] : [[part, contentOf(file, option)] as const];
  });
  return {
    ...Object.fromEntries(given),
    rejectUnauthorized: chosen !== "REQUIRED",
    verifyIdentity: chosen === "VERIFY_IDENTITY",
  };
}

function contentOf(file: string, option: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw errors.databaseTlsFile(option, file, errorCode(error) ?? String(error));
  }
}

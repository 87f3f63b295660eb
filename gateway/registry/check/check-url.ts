/** Whether the hub may call the address: only over HTTP, only hosts that the policy names, and nothing hidden in it. */
import { type CheckResult, completed, skipped } from "./check-result.ts";
import { defineFinding, type Finding } from "./finding.ts";
import type { Proposal, Published } from "./proposal.ts";

/** `allowed` are hosts, or hosts with a port; `*.` at the start stands for any host below. */
export function checkUrl(
  { name, url }: Proposal,
  allowed: readonly string[],
  published: readonly Published[],
): CheckResult {
  if (url === undefined) return skipped("url", noAddress);
  const findings = urlFindings(url, allowed);
  if (findings.length > 0) return completed("url", findings);
  const holder = published.find((each) => each.name !== name && isSamePlace(each.url, url));
  return completed("url", holder ? [urlTaken({}, holder.name)] : []);
}

function isSamePlace(one: string, other: string): boolean {
  return URL.canParse(one) && placeOf(new URL(one)) === placeOf(new URL(other));
}

/** This machine has more than one name. */
function placeOf({ hostname, port, protocol, pathname }: URL): string {
  const host = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname) ? "localhost" : hostname;
  return `${protocol}//${host}:${port}${pathname.replace(/\/$/, "")}`;
}

const noAddress = { ja: "アドレスの指定がありません", en: "no address was given" };

export function urlFindings(text: string, allowed: readonly string[]): readonly Finding[] {
  // The parser of addresses silently drops line ends and tabs and turns backslashes round; nobody writes them by intent.
  if (/[^!-~]|\\/.test(text) || !URL.canParse(text)) return [urlInvalid({})];
  const url = new URL(text);
  if (url.protocol !== "http:" && url.protocol !== "https:") return [urlScheme({}, url.protocol)];
  if (url.username !== "" || url.password !== "") return [urlSecret({})];
  if (url.hash !== "") return [urlInvalid({})];
  return allowed.some((pattern) => allows(pattern, url)) ? [] : [urlHost({}, url.host)];
}

function allows(pattern: string, { host, hostname }: URL): boolean {
  if (pattern.startsWith("*.")) return hostname.endsWith(pattern.slice(1)) && hostname.length > pattern.length - 1;
  return pattern === host || pattern === hostname;
}

const asHttp = {
  ja: "http://ホスト:ポート/graphql の形で指定してください。",
  en: "Use the form http://host:port/graphql.",
};

const urlInvalid = defineFinding("URL_INVALID", "error", () => ({
  message: { ja: "アドレスとして読めません。", en: "The routing URL cannot be read." },
  remedy: asHttp,
}));

const urlScheme = defineFinding("URL_SCHEME", "error", (scheme: string) => ({
  message: { ja: `${scheme} のアドレスは呼び出しません。`, en: `The hub does not call ${scheme} addresses.` },
  remedy: asHttp,
}));

const urlSecret = defineFinding("URL_SECRET", "error", () => ({
  message: {
    ja: "アドレスに利用者名かパスワードが含まれています。",
    en: "The routing URL holds a user name or a password.",
  },
  remedy: { ja: "アドレスから除いてください。", en: "Take them out of it." },
}));

const urlHost = defineFinding("URL_HOST", "error", (host: string) => ({
  message: {
    ja: `ホスト ${host} の呼出しは許可されていません。`,
    en: `The hub may not call the host ${host}.`,
  },
  remedy: {
    ja: "ハブの運用者に、schema/policy.yaml の design.routingHosts へ加えるよう依頼してください。ハブと同じコンピューターのものはポートも要ります。",
    en: "Ask the hub's operator to add it to design.routingHosts in schema/policy.yaml; with its port, if it runs on the hub's own machine.",
  },
}));

const urlTaken = defineFinding("URL_TAKEN", "error", (holder: string) => ({
  message: { ja: `このアドレスは ${holder} のものです。`, en: `This is the address of ${holder}.` },
  remedy: { ja: "自部局のサービスのアドレスを指定してください。", en: "Give the address of your own service." },
}));

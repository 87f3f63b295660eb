/** Sends one delivery: to addresses that are allowed, without following redirects, and no longer than a time. */
import http from "node:http";
import https from "node:https";
import { guardedLookup, isRefusedAddress } from "#kit/network/guarded-lookup.ts";
import type { Networks } from "#kit/network/networks.ts";
import { webhookHeaders } from "./sign.ts";
import { unencrypted, type Webhook } from "./webhook.ts";

export interface Parcel {
  readonly id: string;
  readonly body: string;
}

/** `reason` holds nothing of the address or the answer: either may be secret. */
export type Sent = { readonly outcome: "taken" } | { readonly outcome: "failed"; readonly reason: string };

interface Sending {
  /** Where names may lead unless the webhook says so itself. */
  readonly networks: Networks;
  /** Ends it before its time. */
  readonly signal: AbortSignal;
}

/** In milliseconds, from the look-up of the name to the first line of the answer. */
export const patience = 10_000;

export async function send(webhook: Webhook, parcel: Parcel, { networks, signal }: Sending): Promise<Sent> {
  const allowed = webhook.networks ?? networks;
  const reachable = webhook.url.startsWith("https:") ? allowed : unencrypted(allowed);
  if (isRefusedAddress(webhook.url, reachable)) return failed("its address is not allowed");
  try {
    const status = await post(webhook, parcel, reachable, AbortSignal.any([signal, AbortSignal.timeout(patience)]));
    return status >= 200 && status < 300 ? { outcome: "taken" } : failed(`HTTP ${status}`);
  } catch (error) {
    return failed(reasonOf(error));
  }
}

/** @returns the status; nobody reads the rest */
function post({ url, secrets }: Webhook, parcel: Parcel, networks: Networks, signal: AbortSignal): Promise<number> {
  const { request } = url.startsWith("https:") ? https : http;
  const timestamp = Math.floor(Date.now() / 1000);
  const body = Buffer.from(parcel.body);
  const headers = { ...webhookHeaders(secrets, { ...parcel, timestamp }), "content-length": body.length };
  const lookup = guardedLookup(networks);
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers, lookup, agent: false, signal }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function failed(reason: string): Sent {
  return { outcome: "failed", reason };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "?";
  if (error.name === "AbortError" || error.name === "TimeoutError") return `no answer within ${patience} ms`;
  return "code" in error ? String(error.code) : error.name;
}

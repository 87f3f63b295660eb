/** The public keys of one issuer: fetched from the one configured place, renewed, and kept through an outage. */
import { setTimeout } from "node:timers/promises";
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey, errors as joseErrors } from "jose";
import { errors } from "#kit/errors.ts";
import { readBoundedText } from "#kit/network/bounded-text.ts";

/**
 * After this the keys are asked for again before a token is believed: with the time that a proof holds, a key that its issuer
 * has taken out counts no more within a minute. In milliseconds, as all that follows.
 */
const renewedAfter = 30_000;

/** How long a token waits for that; an issuer that is slow or away must not hold up what the keys at hand can prove. */
const renewalPatience = 1_000;

/** Unknown keys and outages cause no more than one look-up in this time, whatever is sent. */
const cooldown = 30_000;

/** How long an issuer's keys hold while it cannot be reached. */
const keptFor = 24 * 60 * 60_000;

const patience = 5_000;

/** In bytes. */
const largestKeySet = 256 * 1024;

type Now = () => number;

interface Held {
  readonly find: JWTVerifyGetKey;
  readonly fetched: number;
}

/** @throws HubError ISSUER_UNREACHABLE, or an error of jose for a token that names none of the keys */
export function createIssuerKeys(url: string, now: Now): JWTVerifyGetKey {
  let held: Held | undefined;
  let asked = Number.NEGATIVE_INFINITY;
  let underWay: Promise<void> | undefined;
  /** A clock that was set back must not make old keys last. */
  const since = (moment: number) => Math.abs(now() - moment);
  const renew = (): Promise<void> => {
    if (underWay) return underWay;
    if (since(asked) < cooldown) return Promise.resolve();
    asked = now();
    const renewal = fetchKeys(url).then(
      (find) => {
        held = { find, fetched: now() };
      },
      // What is held serves on; a caller without any is told.
      () => undefined,
    );
    underWay = renewal.finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
  const current = async (): Promise<Held> => {
    if (held === undefined || since(held.fetched) > keptFor) await renew();
    if (held === undefined || since(held.fetched) > keptFor) throw errors.issuerUnreachable();
    if (since(held.fetched) >= renewedAfter)
      await Promise.race([renew(), setTimeout(renewalPatience, undefined, { ref: false })]);
    return held;
  };
  return async (header, token) => {
    const before = await current();
    try {
      return await before.find(header, token);
    } catch (error) {
      if (!(error instanceof joseErrors.JWKSNoMatchingKey)) throw error;
      // The issuer may have a new key.
      await renew();
      if (held === undefined || held === before) throw error;
      return held.find(header, token);
    }
  };
}

async function fetchKeys(url: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(url, {
    headers: { accept: "application/jwk-set+json, application/json" },
    redirect: "error",
    signal: AbortSignal.timeout(patience),
  });
  if (!response.ok) throw new TypeError(`the issuer's keys: ${response.status}`);
  const text = response.body ? await readBoundedText(response.body, largestKeySet) : "";
  return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
}

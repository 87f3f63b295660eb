/** What clients may hold open of one gateway at a time, and how much of it is taken. */
import { type ConnectionLimits, createConnectionLimits } from "#kit/server/connections/connection-limits.ts";
import { createQuota, type Quota } from "#kit/server/connections/quota.ts";
import type { Config } from "../config.ts";
import { type Family, writeLabels } from "../telemetry/metrics/family.ts";
import { familyOf, gauge } from "../telemetry/metrics/instruments.ts";
import { createPeerName } from "./caller-address.ts";

export interface ConnectionQuotas {
  readonly connectionLimits: ConnectionLimits;
  readonly webSockets: Quota;
  /** Over one graph and the next. */
  readonly subscriptions: Quota;
  metrics(): readonly Family[];
}

export function createConnectionQuotas({
  connections,
  proxies,
  subscriptions: limit,
  limits,
}: Config): ConnectionQuotas {
  const connectionLimits = createConnectionLimits({
    ...(connections && { connections }),
    takerOf: createPeerName(proxies),
  });
  const perCaller = limits.subscriptions;
  const webSockets = createQuota({ name: "websockets", limit, perCaller });
  const subscriptions = createQuota({ name: "subscriptions", limit, perCaller });
  const all = [...connectionLimits.quotas, webSockets, subscriptions];
  return { connectionLimits, webSockets, subscriptions, metrics: () => quotaMetrics(all) };
}

function quotaMetrics(quotas: readonly Quota[]): readonly Family[] {
  const used = quotas.map(({ name, limit, usage }) => ({ name, limit, ...usage() }));
  const labels = ["quota"];
  return [
    gauge(
      { name: "jinkatsu_quota_taken", help: "What clients hold of what they share.", labels },
      used.map(({ name, taken }) => [taken, name]),
    ),
    gauge(
      { name: "jinkatsu_quota_limit", help: "What there is of it in all.", labels },
      used.map(({ name, limit }) => [limit, name]),
    ),
    gauge(
      { name: "jinkatsu_quota_callers", help: "Callers that hold some of it.", labels },
      used.map(({ name, callers }) => [callers, name]),
    ),
    familyOf(
      {
        name: "jinkatsu_quota_refusals_total",
        help: "How often a caller was refused or closed because its share, or all, was taken.",
      },
      "counter",
      Object.fromEntries(used.map(({ name, refusals }) => [writeLabels(labels, [name]), refusals])),
    ),
  ];
}

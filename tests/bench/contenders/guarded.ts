/** Our engine behind access control and limits, as the hub has them: a token that is proven, rules on every field, every count made. */
import { readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { parse } from "graphql";
import type { Role } from "#kit/identity/identity.ts";
import { tokenRoles } from "#kit/identity/identity.ts";
import type { Policy } from "#kit/identity/policy.ts";
import { authorizationOf, createAccess } from "../../../gateway/access/access.ts";
import { readFieldDemands } from "../../../gateway/access/field-demands.ts";
import { readFieldOwners } from "../../../gateway/access/field-owners.ts";
import { refuseFields } from "../../../gateway/access/refuse-fields.ts";
import { refuseWrites } from "../../../gateway/access/refuse-writes.ts";
import { createLimits } from "../../../gateway/limits/create-limits.ts";
import { type Limits, standardLimits } from "../../../gateway/limits/limits.ts";
import { type EngineGuard, type GuardContext, serveEngine } from "../serve-engine.ts";
import { reportCpu, settings } from "./contender.ts";

/** Counted like the standard ones, and wide enough for the field's benchmark query, for a caller that asks all the time. */
const limits: Limits = { ...standardLimits, depth: 100, cost: 1e9, costAtOnce: 1e12, requests: 1e9 };

/** Nothing is public, so that every field demands something of every caller. */
const policy: Policy = {
  defaults: new Map<Role, "all" | readonly string[]>([
    ["public", []],
    ...tokenRoles.map((role) => [role, "all"] as const),
  ]),
  policies: new Map(),
};

function guard(): EngineGuard {
  const access = createAccess({ issuers: [], mode: "development", dataFolder: settings.data });
  const gatewayLimits = createLimits({
    limits,
    trustedLimits: limits,
    isTrusted: () => false,
    callerName: ({ socket }) => socket.remoteAddress,
  });
  const supergraph = parse(readFileSync(settings.supergraph, "utf8"), { noLocation: true });
  const rules = { demands: readFieldDemands(supergraph, policy), policies: policy.policies };
  return {
    plugins: [
      refuseWrites<GuardContext>(readFieldOwners(supergraph), () => false),
      refuseFields<GuardContext>(rules),
      gatewayLimits.plugin<GuardContext>(supergraph),
    ],
    async contextOf(request: IncomingMessage) {
      const identity = await access.identify(authorizationOf(request));
      return { identity, mayWrite: false, callerName: gatewayLimits.callerName(request, identity) };
    },
    admit: (text, { callerName }) => gatewayLimits.admit(text, callerName),
  };
}

await serveEngine({ supergraph: settings.supergraph, port: settings.port, guard: guard() });
reportCpu();

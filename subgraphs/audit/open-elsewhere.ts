/** Opens the audit over departments that run as processes of their own; one that is not there yet is followed as soon as it is. */
import { errors } from "#kit/errors.ts";
import { feedOverHttp } from "#kit/feed/source.ts";
import { departmentsOf } from "#kit/follow/departments-of.ts";
import { signerFor } from "#kit/identity/sign-call.ts";
import { requireKeys } from "#kit/identity/subgraph-keys.ts";
import type { Settings } from "#kit/settings.ts";
import { type AuditSubgraph, openAudit } from "./open.ts";

/** @throws HubError SETTING_INVALID without any department */
export async function openAuditElsewhere(settings: Settings): Promise<AuditSubgraph> {
  const addresses = departmentsOf(settings);
  if (addresses.length === 0) throw errors.subgraphsMissing();
  const names = addresses.map(({ name }) => name);
  if (settings.mode === "production") requireKeys(settings.subgraphKeys, names);
  const followed = addresses.map(({ name, url }) => ({
    code: name,
    feed: feedOverHttp(url, signerFor(settings.subgraphKeys, name)),
  }));
  const audit = await openAudit(settings, followed);
  await audit.pullNow();
  audit.follow();
  return audit;
}

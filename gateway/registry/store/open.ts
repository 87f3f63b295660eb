/** Opens the registry's database. */
import { type Database, openDatabase } from "#kit/database/open.ts";
import { CreateOutcomes1765300000000 } from "#kit/migrations/create-outcomes.ts";
import type { Settings } from "#kit/settings.ts";
import { NameWhatIsWanted1765500000000 } from "./accept-breaking.ts";
import {
  FillWhoWants1765400000002,
  KeyDecisionsByPerson1765400000003,
  NameWhoAnswers1765400000000,
  NameWhoWants1765400000001,
} from "./bind-approvals.ts";
import { CreateCompositions1764900000000 } from "./create-compositions.ts";
import { CreateDeliveries1765000000000 } from "./create-deliveries.ts";
import { CreateRegistry1764800000000 } from "./create-registry.ts";
import { CreateRevocations1766200000000 } from "./create-revocations.ts";
import { CreateRules1765400000004, RememberRules1765400000005 } from "./create-rules.ts";
import { KeyDecisionsByProposal1765100000000 } from "./key-decisions.ts";
import { SealCompositions1765600000000 } from "./seal-compositions.ts";
import { registryTables } from "./tables.ts";

export type RegistrySettings = Pick<Settings, "dataFolder" | "databaseUrl">;

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_FILE_UNUSABLE, DATABASE_UNREACHABLE or DATABASE_REFUSED */
export function openRegistryDatabase({ dataFolder, databaseUrl }: RegistrySettings): Promise<Database> {
  return openDatabase({
    name: "registry",
    folder: dataFolder,
    holds: "records",
    url: databaseUrl,
    entities: registryTables.map(({ entity }) => entity),
    migrations: [
      CreateRegistry1764800000000,
      CreateCompositions1764900000000,
      CreateDeliveries1765000000000,
      KeyDecisionsByProposal1765100000000,
      CreateOutcomes1765300000000,
      NameWhoAnswers1765400000000,
      NameWhoWants1765400000001,
      FillWhoWants1765400000002,
      KeyDecisionsByPerson1765400000003,
      CreateRules1765400000004,
      RememberRules1765400000005,
      NameWhatIsWanted1765500000000,
      SealCompositions1765600000000,
      CreateRevocations1766200000000,
    ],
  });
}

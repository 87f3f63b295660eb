/** Opens the audit: its database, its trail, and the follower of the departments' feeds. */
import { hasReserve } from "#kit/database/disk-reserve.ts";
import type { Database } from "#kit/database/open.ts";
import { createFollower, type FollowOptions } from "#kit/follow/follower.ts";
import type { Followed } from "#kit/follow/pull.ts";
import { readPlugIn } from "#kit/plug-in.ts";
import type { Subgraph } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { readSynonymRows } from "#kit/text/synonyms/read-synonyms.ts";
import { createSynonyms } from "#kit/text/synonyms/synonyms.ts";
import { endAnalyser } from "#kit/text/words/analyser.ts";
import { createNearest } from "./ahead/nearest.ts";
import { createAnswerHealth } from "./answer-health.ts";
import { raiseAlerts } from "./cases/alerts.ts";
import { createCaseBook } from "./cases/case-book.ts";
import { createCollection } from "./collection/collection.ts";
import { fitWhenDue } from "./collection/models.ts";
import { openAuditDatabase } from "./database.ts";
import { createFollowing } from "./follow/following.ts";
import { createKeeper } from "./follow/keeper.ts";
import type { ClientsOf, Office } from "./office.ts";
import { providerSocket } from "./overlap/similarity-provider.ts";
import { contextOf } from "./resolvers/context.ts";
import { createAuditSchema } from "./schema.ts";
import { auditSdl } from "./sdl/audit-sdl.ts";
import { openTrail } from "./trail/open-trail.ts";
import { obstacleError } from "./trail/standing.ts";

export interface AuditSubgraph extends Subgraph {
  readonly database: Database;
  /** Begins to pull the departments' changes now and then, until closed. */
  follow(): void;
  /** Pulls every department once; resolves when all that could be read is in the audit. */
  pullNow(): Promise<void>;
  /** Follows these departments from now on, and no others; what is known of one that stays is kept. */
  replaceFollowed(departments: readonly Followed[]): void;
}

export interface AuditOptions extends FollowOptions {
  readonly clientsOf?: ClientsOf;
}

/** @throws HubError FOLDER_NOT_WRITABLE, DATABASE_UNREACHABLE, DATABASE_REFUSED, AUDIT_KEY_UNUSABLE or PLUG_IN_UNUSABLE */
export async function openAudit(
  settings: Settings,
  departments: readonly Followed[],
  { clientsOf = async () => null, ...options }: AuditOptions = {},
): Promise<AuditSubgraph> {
  const advisor =
    settings.auditAdvisor === undefined ? undefined : await readPlugIn(settings.auditAdvisor, providerSocket);
  const database = await openAuditDatabase(settings);
  const { trail } = await openTrail(database, settings);
  const collection = createCollection(database);
  const nearest = createNearest(createSynonyms(readSynonymRows(settings.synonyms)));
  const cases = createCaseBook(trail);
  let followed = departments;
  const following = createFollowing(options.onProgress);
  const codes = () => followed.map(({ code }) => code);
  const isPreliminary = () => following.isBehind(codes(), follower.statusOf) || collection.isFindingAnew();
  const departmentName = (code: string) => followed.find((each) => each.code === code)?.title?.ja ?? code;
  const office: Office = {
    database,
    trail,
    collection,
    nearest,
    cases,
    clientsOf,
    departmentName,
    advisor,
    isPreliminary,
  };
  const answers = createAnswerHealth(() => Promise.all([collection.current(), cases.current()]));
  const keeper = createKeeper(
    database,
    () => hasReserve(settings),
    async () => {
      await fitWhenDue(database, false);
      await raiseAlerts(office);
    },
  );
  const follower = createFollower(keeper, departments, { ...options, onProgress: following.onProgress });
  return {
    name: "audit",
    database,
    sdl: auditSdl,
    schema: createAuditSchema(office),
    createContext: ({ identity }) => contextOf(office, identity),
    async findObstacle() {
      // A damaged database keeps the trail from being read, and says better why.
      const damage = await database.findObstacle();
      if (damage) return damage;
      const [obstacle] = (await trail.standing()).obstacles;
      return obstacle ? obstacleError(obstacle) : answers.findObstacle();
    },
    follow() {
      follower.follow();
      // Whoever asks first shall not wait for it; whoever asks hears why it could not be read.
      collection.current().catch(() => undefined);
    },
    replaceFollowed(wanted) {
      followed = wanted;
      follower.replace(wanted);
    },
    async pullNow() {
      await follower.pullNow();
      await fitWhenDue(database, true);
    },
    async close() {
      await follower.close();
      await endAnalyser();
      await database.close();
    },
  };
}

/** An audit over real departments, each on its own real database, for the tests to write to and ask. */
import { afterAll } from "@jest/globals";
import { graphql } from "graphql";
import type { Database } from "#kit/database/open.ts";
import { type FeedSource, feedOf } from "#kit/feed/source.ts";
import { createIdentity, type Identity, type TokenRole } from "#kit/identity/identity.ts";
import { encodeGlobalId } from "#kit/records/global-id.ts";
import type { MeasureInput } from "#kit/records/record.ts";
import { saveRecords, withdrawRecord } from "#kit/records/save.ts";
import { contextFor } from "#kit/server/subgraph.ts";
import type { Settings } from "#kit/settings.ts";
import { type AuditSubgraph, openAudit } from "../../../subgraphs/audit/open.ts";
import type { Json } from "../../support/ask.ts";
import { departmentNamed, type OpenDepartment, openForTest } from "../../support/departments.ts";

export interface AuditHouse {
  readonly settings: Settings;
  readonly audit: AuditSubgraph;
  readonly database: Database;
  /** Writes measures of a department, in one transaction. */
  save(department: string, ...measures: readonly MeasureInput[]): Promise<void>;
  withdraw(department: string, code: string): Promise<void>;
  /** Asks as the auditor Alice, unless told otherwise. @throws what the answer has as errors */
  ask(document: string, variables?: Readonly<Record<string, unknown>>, as?: Identity): Promise<Json>;
  feedOf(department: string): FeedSource;
  /** Another audit process on the same database. */
  another(): Promise<AuditHouse>;
  close(): Promise<void>;
}

export const alice = person("alice", "auditor");
export const bob = person("bob", "auditor");
export const welfareMember = person("walt", "member", "welfare");
export const industryMember = person("ida", "member", "industry");

export function person(subject: string, role: TokenRole, department?: string): Identity {
  return createIdentity({ subject, roles: [role], department });
}

export function idOf(department: string, code: string): string {
  return encodeGlobalId({ typeName: typeNameOf(department), code });
}

function typeNameOf(department: string): string {
  return `${department.charAt(0).toUpperCase()}${department.slice(1)}Measure`;
}

/** A measure with what the contract requires and what the test is about. */
export function measure(code: string, name: string, rest: Partial<MeasureInput> = {}): MeasureInput {
  return { code, name: { ja: name }, sources: [{ url: "https://example.jp/" }], originalLabels: [], ...rest };
}

const open = new Set<AuditHouse>();

afterAll(async () => {
  for (const house of open) await house.close();
});

type Between = (name: string, feed: FeedSource) => FeedSource;

export async function openAuditHouse(
  settings: Settings,
  names: readonly string[] = ["welfare", "industry"],
  between: Between = (_, feed) => feed,
): Promise<AuditHouse> {
  const departments = new Map<string, OpenDepartment>();
  for (const name of names) departments.set(name, await openForTest(departmentNamed(name), settings));
  return openOver(settings, departments, between);
}

async function openOver(
  settings: Settings,
  departments: ReadonlyMap<string, OpenDepartment>,
  between: Between,
): Promise<AuditHouse> {
  const followed = [...departments].map(([code, { database }]) => ({ code, feed: between(code, feedOf(database)) }));
  const audit = await openAudit(settings, followed, { interval: 50 });
  const house: AuditHouse = {
    settings,
    audit,
    database: audit.database,
    save: async (name, ...measures) => {
      const { database, stores } = departments.get(name) ?? raise(name);
      const writes = measures.map((contract) => ({
        content: { typeName: typeNameOf(name), contract, details: {} },
        expect: "any" as const,
      }));
      await database.transaction((manager) => saveRecords(manager, stores.Measure, writes));
    },
    withdraw: async (name, code) => {
      const { database, stores } = departments.get(name) ?? raise(name);
      await database.transaction(async (manager) => {
        const [row]: readonly { version: number }[] = await manager.query(
          "SELECT version FROM measure WHERE code = ?",
          [code],
        );
        const key = { code, typeName: typeNameOf(name), version: Number(row?.version ?? 0) };
        await withdrawRecord(manager, stores.Measure as never, key);
      });
    },
    ask: async (source, variableValues = {}, as = alice) => {
      const contextValue = contextFor(audit, { identity: as, mayWrite: false });
      const { data, errors } = await graphql({ schema: audit.schema, source, variableValues, contextValue });
      if (errors?.[0]) throw errors[0].originalError ?? errors[0];
      return JSON.parse(JSON.stringify(data));
    },
    feedOf: (name) => feedOf((departments.get(name) ?? raise(name)).database),
    another: () => openOver(settings, departments, between),
    async close() {
      if (open.delete(house)) await audit.close();
    },
  };
  open.add(house);
  return house;
}

function raise(name: string): never {
  throw new Error(`no department ${name}`);
}

/** A hub with the example data, and people who come to its console: one for each test file. */
import { beforeAll, describe, expect } from "@jest/globals";
import type { Browser } from "playwright-core";
import type { TokenRole } from "#kit/identity/identity.ts";
import { readSettings } from "#kit/settings.ts";
import { issueDevelopmentToken } from "../../../gateway/access/development-token.ts";
import { ask, type Json } from "../../support/ask.ts";
import { browserIsHere, openBrowser } from "../../support/browser.ts";
import { enter, type Visit, type Visitor, visit } from "../../support/console-page.ts";
import { type Served, startEmbedded } from "../../support/hub-process.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

export interface ConsoleHouse {
  readonly url: string;
  tokenOf(subject: string, role: TokenRole, department?: string): Promise<string>;
  /** Asks the graph itself, as the auditor Alice. @throws what the answer has as errors */
  asAlice(query: string, variables?: Json): Promise<Json>;
  /** Somebody who has signed in, at an address of the console. */
  receive(person: Person, address?: string, visitor?: Visitor): Promise<Visit>;
  /** A browser that nobody has signed in with yet. */
  arrive(visitor?: Visitor): Promise<Visit>;
  /** Nothing of a page may leave the hub, fail, or be blocked. */
  expectClean(visit: Visit): void;
}

export type Person = readonly [subject: string, role: TokenRole, department?: string];

export const alice: Person = ["alice", "auditor"];
export const bob: Person = ["bob", "auditor"];
export const hana: Person = ["hana", "member", "welfare"];

/** Skipped where there is no browser. */
export const journeys = browserIsHere ? describe : describe.skip;

/** Starts before the tests of the file; what it has may be used in them only. */
export function openConsoleHouse(): ConsoleHouse {
  const folder = temporaryFolder();
  const settings = readSettings({ JINKATSU_DATA: folder });
  let hub: Served;
  let browser: Browser;
  beforeAll(async () => {
    hub = await startEmbedded({ JINKATSU_DATA: folder });
    if (browserIsHere) browser = await openBrowser();
  }, 120_000);
  const tokenOf = (subject: string, role: TokenRole, department?: string) =>
    issueDevelopmentToken({ roles: [role], subject, department, holdsFor: 3_600 }, settings);
  return {
    get url() {
      return hub.url;
    },
    tokenOf,
    async asAlice(query, variables = {}) {
      const { data, errors } = await ask(hub.url, query, variables, {
        authorization: `Bearer ${await tokenOf(...alice)}`,
      });
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async receive(person, address, visitor) {
      const received = await visit(browser, visitor);
      await enter(received.page, hub.url, await tokenOf(...person), address);
      return received;
    },
    arrive: (visitor) => visit(browser, visitor),
    expectClean({ requested, complaints }) {
      expect(complaints).toEqual([]);
      expect(requested.filter((url) => !url.startsWith(`${hub.url}/`) && !url.startsWith("blob:"))).toEqual([]);
    },
  };
}

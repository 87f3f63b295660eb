import { beforeAll, describe, expect, test } from "@jest/globals";
import type { EventKind } from "../../../subgraphs/audit/cases/events.ts";

const kinds: Record<EventKind, true> = {
  DECISION_PROPOSED: true,
  DECISION_APPROVED: true,
  DECISION_REFUSED: true,
  DECISION_RELEASED: true,
  DEPARTMENT_ANSWERED: true,
  ACTION_ADDED: true,
  ACTION_CHANGED: true,
  ALERT_RAISED: true,
  LABELLING_DRAWN: true,
  PAIR_LABELLED: true,
  SNAPSHOT_TAKEN: true,
  CHECK_SAVED: true,
  DRAFTS_READ: true,
  CHANGE_REFUSED: true,
  EXPORTED: true,
};

let words: { eventWord(kind: string): string; roleWord(role: string): string };

beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: { lang: "" } } });
  words = await import(new URL("../../../gateway/console/browser/parts/trail-words.js", import.meta.url).href);
});

describe("the words of the trail's page", () => {
  test.each(Object.keys(kinds))("say %s as an office does", (kind) => {
    expect(words.eventWord(kind)).not.toMatch(/[A-Z]{2}/u);
  });

  test("say also what the audit does by itself, and leave a code that they do not know as it is", () => {
    expect(words.roleWord("machine")).not.toBe("machine");
    expect([words.eventWord("LATER_KIND"), words.roleWord("later")]).toEqual(["LATER_KIND", "later"]);
  });
});

/** All words that the index has, for mending what was typed; read when something is not found, and kept until the index grows. */
import type { EntityManager } from "typeorm";
import { selectRows } from "../query/run.ts";
import { type Sql, sql } from "../query/sql.ts";
import type { IndexState } from "./plan.ts";

/** A word as it was indexed: folded. */
export interface VocabularyWord {
  readonly text: string;
  readonly isReading: boolean;
}

export type Vocabulary = (state: IndexState) => Promise<readonly VocabularyWord[]>;

/** More words than this are not looked through: a mended slip is a kindness, and not worth a hub's memory. */
const mostWords = 300_000;

export function createVocabulary(manager: EntityManager): Vocabulary {
  let kept: { readonly state: string; readonly words: Promise<readonly VocabularyWord[]> } | undefined;
  return async ({ epoch, lastVersionId }) => {
    const state = `${epoch} ${lastVersionId}`;
    if (kept?.state !== state) {
      kept = { state, words: readVocabulary(manager) };
      kept.words.catch(() => {
        kept = undefined;
      });
    }
    return kept.words;
  };
}

async function readVocabulary(manager: EntityManager): Promise<readonly VocabularyWord[]> {
  const isMysql = manager.connection.options.type === "mysql";
  const words: VocabularyWord[] = [];
  for (const sign of ["=", "+", "~"] as const) {
    const between = { from: sign, to: String.fromCharCode(sign.charCodeAt(0) + 1) };
    const rows = await selectRows<{ token: string | null }>(manager, isMysql ? distinct(between) : skipping(between));
    for (const { token } of rows) if (token !== null) words.push({ text: textOf(token), isReading: sign === "~" });
  }
  return words;
}

/** 奨学 and 金 side by side are 奨学金. */
function textOf(token: string): string {
  return token.slice(1).replaceAll("+", "");
}

interface Between {
  readonly from: string;
  readonly to: string;
}

/** MySQL goes from one value of the key to the next. */
function distinct({ from, to }: Between): Sql {
  return sql`SELECT DISTINCT token FROM posting WHERE token >= ${from} AND token < ${to} LIMIT ${mostWords}`;
}

/** SQLite has to be told to. */
function skipping({ from, to }: Between): Sql {
  return sql`WITH RECURSIVE word(token) AS (
      SELECT MIN(token) FROM posting WHERE token >= ${from} AND token < ${to}
      UNION ALL
      SELECT (SELECT MIN(token) FROM posting WHERE token > word.token AND token < ${to}) FROM word WHERE word.token IS NOT NULL
    ) SELECT token FROM word LIMIT ${mostWords}`;
}

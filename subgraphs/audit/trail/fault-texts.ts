/** What each fault of a trail means, for people. */
import type { Bilingual } from "#kit/errors.ts";
import type { FaultKind, TrailFault } from "./verify.ts";

const texts: Readonly<Record<FaultKind, (at: number) => Bilingual>> = {
  EVENT_NOT_CANONICAL: (at) => ({ ja: `${at} 番が正規形の JSON ではない`, en: `event ${at} is not in canonical JSON` }),
  EVENT_CHANGED: (at) => ({
    ja: `${at} 番の中身かハッシュが変えられている`,
    en: `event ${at} or its hash was changed`,
  }),
  NUMBER_WRONG: (at) => ({ ja: `${at} 番目の番号が違う`, en: `the event in place ${at} bears another number` }),
  LINK_BROKEN: (at) => ({
    ja: `${at} 番が前の出来事につながらない`,
    en: `event ${at} does not follow the one before it`,
  }),
  TIME_BACKWARDS: (at) => ({ ja: `${at} 番の時刻が前より早い`, en: `event ${at} is earlier than the one before it` }),
  COUNT_WRONG: (at) => ({
    ja: `${at} 件あるはずの出来事の数が違う`,
    en: `there are not ${at} events, as the database says`,
  }),
  CHECKPOINT_UNREADABLE: () => ({ ja: "読めない控えがある", en: "a checkpoint cannot be read" }),
  CHECKPOINT_UNSIGNED: (at) => ({
    ja: `${at} 件の控えの署名が、信頼する鍵のものではない`,
    en: `the checkpoint of ${at} events is not signed by a trusted key`,
  }),
  CHECKPOINT_CONTRADICTED: (at) => ({
    ja: `${at} 件までの出来事が、控えの署名したものと違う`,
    en: `the first ${at} events are not those that were signed`,
  }),
  CHECKPOINT_MISSING: (at) => ({
    ja: `${at} 件の控えが片方に無い`,
    en: `the checkpoint of ${at} events is missing in one place`,
  }),
  EVENTS_MISSING: (at) => ({
    ja: `控えにある ${at} 件目までの出来事が無い`,
    en: `there were ${at} events, and there no longer are`,
  }),
};

export function faultText({ kind, at }: TrailFault): Bilingual {
  return texts[kind](at);
}

/** What each fault of a trail means, for people. */
import type { Bilingual } from "#kit/errors.ts";
import type { FaultKind, NoteKind, TrailFault, TrailNote } from "./verify.ts";
import type { EvidenceFaultKind, EvidenceFinding, EvidenceNoteKind } from "./verify-evidence.ts";

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
  KEY_NOT_SIGNED_IN: (at) => ({
    ja: `${at} 件の控えから署名している鍵を、使い始めた出来事が無い`,
    en: `no event signs in the key that signs from the checkpoint of ${at} events on`,
  }),
};

const noteTexts: Readonly<Record<NoteKind, (at: number) => Bilingual>> = {
  NOT_WITNESSED_YET: (at) => ({
    ja: `最後の変更（${at} 件まで）の控えは、まだデータベースの中だけにある`,
    en: `the checkpoint of the last change (${at} events) is in the database only yet`,
  }),
  CUT_OFF: () => ({
    ja: "書きかけで切れた控えがある（同じ控えの全体は別の行にある）",
    en: "a checkpoint was cut off in writing; it stands whole elsewhere",
  }),
  RESTORED: (at) => ({
    ja: `復元で失われた出来事（${at} 番まで）が記録されている`,
    en: `a restore took events up to ${at}, as an event says`,
  }),
  REFILLED: (at) => ({
    ja: `外部の控えに欠けていたものを書き直したことを、${at} 番が言う`,
    en: `event ${at} says that checkpoints were missing outside and were written again`,
  }),
  KEY_MADE_BEFORE: (at) => ({
    ja: `${at} 件の控えから署名している鍵は、鍵の記録が始まる前のもの`,
    en: `the key that signs from the checkpoint of ${at} events on is from before keys were signed in`,
  }),
  TIME_AHEAD: (at) => ({
    ja: `最後の出来事（${at} 番）の時刻が今より先にある（時計が進められた）`,
    en: `the last event (${at}) bears a time that lies ahead: the clock was set forward`,
  }),
};

const evidenceTexts: Readonly<Record<EvidenceFaultKind | EvidenceNoteKind, (at: number, about: string) => Bilingual>> =
  {
    SNAPSHOT_MISSING: (at, about) => ({
      ja: `${at} 番の言うスナップショット ${about} が無い`,
      en: `the snapshot ${about} that event ${at} speaks of is missing`,
    }),
    SNAPSHOT_UNKNOWN: (_, about) => ({
      ja: `スナップショット ${about} を保存した出来事が無い`,
      en: `no event speaks of the snapshot ${about}`,
    }),
    SNAPSHOT_ALTERED: (at, about) => ({
      ja: `スナップショット ${about} が、${at} 番で保存されたときと違う`,
      en: `the snapshot ${about} is not what was taken by event ${at}`,
    }),
    MEASURE_ALTERED: (at, about) => ({
      ja: `${at} 番で保存されたスナップショットの施策 ${about} の中身が変えられている`,
      en: `the content of measure ${about}, of the snapshot of event ${at}, was changed`,
    }),
    CONTENT_MISSING: (at, about) => ({
      ja: `${at} 番の言う施策 ${about} の中身が無い`,
      en: `the content of measure ${about} that event ${at} speaks of is missing`,
    }),
    CHECK_MISSING: (at, about) => ({
      ja: `${at} 番で保存された重複確認書 ${about} が無い`,
      en: `the check ${about} that event ${at} saved is missing`,
    }),
    CHECK_ALTERED: (at, about) => ({
      ja: `重複確認書 ${about} が、${at} 番で保存されたときと違う`,
      en: `the check ${about} is not what was saved by event ${at}`,
    }),
    CHECK_UNKNOWN: (_, about) => ({
      ja: `重複確認書 ${about} を保存した出来事が無い`,
      en: `no event speaks of the saved check ${about}`,
    }),
    NOT_REACHING_DOWN: (at, about) => ({
      ja: `${at} 番のスナップショット ${about} は、部局・時期・モデルの根拠を証跡に記録する前のもの（内容と ID は確かめた）`,
      en: `the snapshot ${about} of event ${at} was made before the trail said whose the measures were and what the model rests on (contents and id are proved)`,
    }),
    EXPORT_NOT_KEPT: (at, about) => ({
      ja: `${at} 番で書き出されたもの（${about}）は保存されていない`,
      en: `what event ${at} exported (${about}) was not kept`,
    }),
  };

export function faultText({ kind, at }: TrailFault): Bilingual {
  return texts[kind](at);
}

export function noteText({ kind, at }: TrailNote): Bilingual {
  return noteTexts[kind](at);
}

export function evidenceText({ kind, at, about }: EvidenceFinding): Bilingual {
  return evidenceTexts[kind](at, about);
}

/** What people's labels have taught: how often the machine was right, and what its bits are worth. */

import { ask } from "../ask.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { auditAway } from "../parts/away.js";
import { facts } from "../parts/facts.js";
import { number, percent } from "../parts/formats.js";
import { lead } from "../parts/paragraphs.js";
import { bandTable } from "./bands.js";
import { chart } from "./chart.js";
import { curveTable } from "./curve-table.js";

/** @import { Calibration } from "../answers.d.ts" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const calibrationPage = {
  title: () => say("較正", "Calibration"),
  async show() {
    const { calibration } = await ask("calibration");
    if (!calibration) return auditAway();
    const { labels, bands, control, curve } = calibration;
    return [
      standing(calibration),
      element(
        "p",
        {},
        element("a", { href: "#/labelling" }, say("ブラインド評価で答えを増やす", "Label more pairs blindly")),
      ),
      labels > 0 && [
        chart(calibration),
        bandTable(say("帯ごとの精度：すべての判断", "Precision by band: all judgements"), bands),
        bandTable(say("帯ごとの精度：無作為の対照だけ", "Precision by band: the random control only"), control),
        element("p", { class: "hint" }, controlHint()),
        curve && curveTable(curve),
      ],
    ];
  },
};

/** @param {Calibration} calibration */
function standing(calibration) {
  const { labels, alike, notAlike, unsure, errorBefore, errorAfter } = calibration;
  return [
    verdict(calibration),
    facts([
      [say("判断（ラベルと承認された判断）", "Judgements (labels, approved decisions)"), number(labels)],
      [say("似ているとされた", "Held to be alike"), number(alike)],
      [say("似ていないとされた", "Held not to be alike"), number(notAlike)],
      [say("決められない（学習に使わない）", "Not sure (nothing is learned)"), number(unsure)],
      [say("較正の前の誤差", "Error before"), errorBefore === null ? null : percent(errorBefore)],
      [say("較正の後の誤差", "Error after"), errorAfter === null ? null : percent(errorAfter)],
    ]),
  ];
}

/** @param {Calibration} calibration */
function verdict({ labels, alike, notAlike, needed, neededOfEach, curve }) {
  if (curve)
    return lead(
      `${number(labels)} 件の判断から学びました。類似度を確率と読めます。`,
      `Learned from ${number(labels)} judgements: scores can be read as a probability.`,
    );
  const done = Math.min(
    labels,
    needed - 2 * neededOfEach + Math.min(alike, neededOfEach) + Math.min(notAlike, neededOfEach),
  );
  return element(
    "div",
    { class: "notice" },
    element(
      "p",
      {},
      say(
        `判断が ${number(needed)} 件、そのうち「似ている」と「似ていない」がそれぞれ ${number(neededOfEach)} 件になるまで、何も確率とは呼びません。現在は ${number(labels)} 件（似ている ${number(alike)}、似ていない ${number(notAlike)}）です。`,
        `Nothing is called a probability before there are ${number(needed)} judgements, ${number(neededOfEach)} of either kind; there are ${number(labels)} now (${number(alike)} alike, ${number(notAlike)} not alike).`,
      ),
    ),
    element("progress", { max: needed, value: done, "aria-hidden": "true" }),
  );
}

function controlHint() {
  return say(
    "決めがたい組はスコアで選ばれるので、その割合はその帯のふつうの組を表しません。偏りのない精度は、無作為の対照の表にあります。区間は 95 %（Wilson）。「後」は、その判断を除いて学んだ曲線によります。判断のないスコアでは、曲線は延ばしたものにすぎません。",
    "Uncertain pairs are chosen by their score, so their share does not stand for the usual pair of a band; the table of the random control does. Intervals are of 95 % (Wilson). “After” is what a curve says that was learned without the judgement. Where nothing was judged, the curve is no more than drawn on.",
  );
}

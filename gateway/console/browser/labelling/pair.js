/** One pair of a sample, its score hidden: it is not on the page, and was not asked for. */
import { ask } from "../ask.js";
import { choices } from "../choices.js";
import { element } from "../element.js";
import { say, toldInFull } from "../language.js";
import { facts } from "../parts/facts.js";
import { measureFacts } from "../parts/measure-facts.js";
import { word } from "../parts/words.js";
import { addressOf } from "../router.js";
import { answers } from "./answers.js";
import { progress } from "./progress.js";

/** @import { AuditedMeasure, Labelling, PairToLabel } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const labelPage = {
  title: () => say("ブラインド評価の組", "Pair to be labelled"),
  async show(query) {
    const number = Number(query.get("pair")) || null;
    const [{ labelling }, lists] = await Promise.all([
      ask("labelling", { id: query.get("id") ?? "", number }),
      choices(),
    ]);
    if (!labelling) return noSample();
    const { pair, size, judged } = labelling;
    return [
      progress(judged, size),
      pair ? pairToLabel(labelling, pair, lists) : done(labelling),
      numbers(labelling),
      about(labelling),
    ];
  },
};

function noSample() {
  return element(
    "p",
    {},
    say("この抽出はないか、あなたが抽出したものではありません。", "There is no such sample, or you did not draw it."),
    " ",
    element("a", { href: "#/labelling" }, say("あなたの抽出へ", "Go to your samples")),
  );
}

/**
 * @param {Labelling} labelling
 * @param {PairToLabel} pair
 * @param {Choices} lists
 */
function pairToLabel({ id, size }, { number, a, b, judgement }, lists) {
  const heading = say(`組 ${number} / ${size}`, `Pair ${number} of ${size}`);
  return answers({
    labelling: id,
    number,
    judgement,
    content: [
      element("h2", { class: "small", id: "pair", tabindex: -1, "data-begin": true }, heading),
      element("div", { class: "two" }, side(a, lists), side(b, lists)),
    ],
  });
}

/**
 * @param {AuditedMeasure} measure
 * @param {Choices} lists
 */
function side(measure, lists) {
  return element(
    "section",
    { class: "card" },
    element("h3", {}, toldInFull(measure.name)),
    facts(measureFacts(measure, lists)),
  );
}

/** @param {Labelling} labelling */
function done({ size, judged }) {
  if (judged < size)
    return element(
      "p",
      { tabindex: -1, "data-begin": true },
      say("この番号の組はありません。", "There is no pair of this number."),
    );
  return element(
    "div",
    { class: "notice done", tabindex: -1, "data-begin": true },
    element("p", {}, say(`${size} 組すべてに答えました。`, `All ${size} pairs are labelled.`)),
    element(
      "p",
      { class: "links" },
      element("a", { href: "#/calibration" }, say("学んだこと（較正）を見る", "See what was learned (calibration)")),
      element("a", { href: "#/labelling" }, say("ほかの組を抽出する", "Draw other pairs")),
    ),
  );
}

/** @param {Labelling} labelling */
function numbers({ id, pairs, pair }) {
  return element(
    "nav",
    { "aria-label": say("組の番号", "Pairs by number") },
    element(
      "ol",
      { class: "numbers" },
      pairs.map(({ number, judgement }) =>
        element(
          "li",
          {},
          element(
            "a",
            {
              href: addressOf("/label", { id, pair: number }),
              class: judgement ? "judged" : "",
              "aria-current": number === pair?.number && "true",
            },
            element("span", { class: "visually-hidden" }, say("組 ", "Pair ")),
            String(number),
            judgement && element("span", { "aria-hidden": "true" }, "✓"),
            element(
              "span",
              { class: "visually-hidden" },
              judgement ? `: ${word(judgement)}` : say("（まだ）", " (not yet)"),
            ),
          ),
        ),
      ),
    ),
  );
}

/** @param {Labelling} labelling */
function about({ seed, controlPercent, snapshot }) {
  return element(
    "p",
    { class: "hint" },
    say(
      `乱数シード ${seed}、対照 ${controlPercent} %、根拠データ `,
      `Seed ${seed}, control ${controlPercent} %, snapshot `,
    ),
    element("code", {}, snapshot.id),
    say(
      "。点数も種類も、なぜ選ばれた組かも、この画面には届いていません。答えはいつでも変えられ、やめても残ります。",
      ". Neither score nor kind, nor why a pair was drawn, has come to this page. You can change an answer at any time, and leave and go on later.",
    ),
  );
}

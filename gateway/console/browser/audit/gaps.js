/** Where there are measures and where there are none: target groups by pillars. */

import { ask } from "../ask.js";
import { choices, nameIn } from "../choices.js";
import { element } from "../element.js";
import { plain, say } from "../language.js";
import { addressHere, lookIn } from "../look.js";
import { auditAway } from "../parts/away.js";
import { number } from "../parts/formats.js";
import { lookBar } from "../parts/look-bar.js";
import { hint, lead } from "../parts/paragraphs.js";
import { table } from "../parts/table.js";

/** @import { Coverage } from "../answers.d.ts" */
/** @import { Choices } from "../choices.js" */
/** @import { Look } from "../look.js" */
/** @import { Page } from "../router.js" */

/** @type {Page} */
export const gapsPage = {
  title: () => say("施策の空白", "Coverage and gaps"),
  async show(query) {
    const [coverage, lists] = await Promise.all([readCoverage(lookIn(query)), choices()]);
    if (!coverage) return auditAway();
    const { gapCount, unplaced, snapshot } = coverage;
    return [
      lookBar(snapshot, lists),
      lead(
        `対象者と柱の組合せのうち ${number(gapCount)} 個に、どの施策もありません。`,
        `${number(gapCount)} combinations of target group and pillar have no measure.`,
      ),
      hint(
        `対象者か柱が未記入の ${number(unplaced)} 件は、どこにも置けません。`,
        `${number(unplaced)} measures state no target group or no pillar, and stand nowhere.`,
      ),
      element(
        "p",
        {},
        element(
          "a",
          { href: addressHere("/findings", { kind: "GAP" }) },
          say("施策の空白を指摘として見る", "See the gaps as findings"),
        ),
      ),
      coverageTable(coverage, lists),
    ];
  },
};

const size = 100;

/**
 * All its cells, page by page.
 * @param {Look} look
 * @returns {Promise<Coverage | null>}
 */
async function readCoverage(look) {
  let { coverage } = await ask("gaps", { first: size, after: 0, ...look });
  while (coverage && coverage.cells.length > 0 && coverage.cells.length % size === 0) {
    const { coverage: more } = await ask("gaps", { first: size, after: coverage.cells.length, ...look });
    if (!more || more.cells.length === 0) break;
    coverage = { ...coverage, cells: [...coverage.cells, ...more.cells] };
  }
  return coverage;
}

/**
 * @param {Coverage} coverage
 * @param {Choices} lists
 */
function coverageTable({ cells }, { pillars, targetGroups }) {
  const counts = new Map(
    cells.map(({ at, measures }) => [
      at
        .map(({ value }) => value)
        .sort()
        .join(),
      measures,
    ]),
  );
  const count = (/** @type {string} */ group, /** @type {string} */ pillar) =>
    counts.get([group, pillar].sort().join()) ?? 0;
  return table({
    caption: say("対象者と柱ごとの施策の数", "Measures by target group and pillar"),
    kind: "coverage",
    headings: [say("対象者", "Target group"), ...pillars.map(({ code }) => nameIn(pillars, code))],
    rows: targetGroups.map(({ code: group, name }) => [
      plain(name),
      ...pillars.map(({ code }) => amount(count(group, code))),
    ]),
  });
}

/** @param {number} measures */
function amount(measures) {
  return measures === 0 ? element("span", { class: "gap" }, say("なし", "none")) : number(measures);
}

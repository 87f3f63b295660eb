/** What the kind of a pair rests on: what the two have alike, what not, and what nobody has stated. */
import { element } from "../element.js";
import { say, told } from "../language.js";
import { facts } from "./facts.js";
import { classMeaning } from "./words.js";

/** @import { ExplainedPair, PairFacts } from "../answers.d.ts" */
/** @typedef {"alike" | "partly" | "apart" | "unknown"} Standing */

/** @type {Readonly<Record<PairFacts["places" | "years" | "activity"], Standing>>} */
const standings = {
  SAME: "alike",
  WITHIN: "alike",
  MEET: "alike",
  NEAR: "partly",
  DIFFERENT: "apart",
  SIBLINGS: "apart",
  ELSEWHERE: "apart",
  DIFFER: "apart",
  UNKNOWN: "unknown",
};

/** @param {ExplainedPair} pair */
export function pairFacts({ class: found, why, facts: of }) {
  return [
    element("p", { class: "why" }, told(why)),
    facts([
      [say("重なること", "Alike in"), named(of, "alike")],
      [say("一部重なること", "Partly alike in"), named(of, "partly")],
      [say("重ならないこと", "Not alike in"), named(of, "apart")],
      [say("未記入の項目", "Not stated"), named(of, "unknown")],
      [say("種類の意味", "What the kind means"), meaning(found, of)],
    ]),
  ];
}

/**
 * @param {PairFacts} of
 * @param {Standing} standing
 */
function named(of, standing) {
  /** @type {readonly (readonly [keyof typeof standings, string])[]} */
  const stated = [
    [of.activity, say("行うこと", "what they do")],
    [of.instrument, say("手段", "the instrument")],
    [of.beneficiaries, say("対象者", "for whom")],
    [of.places, say("地域", "where")],
    [of.years, say("年度", "the years")],
  ];
  return stated.flatMap(([said, name]) => (standings[said] === standing ? [name] : [])).join(say("、", ", "));
}

/**
 * @param {ExplainedPair["class"]} found
 * @param {PairFacts} of
 */
function meaning(found, { isOneScheme }) {
  if (isOneScheme)
    return say(
      "一つの制度の部分（枠・窓口・前身など）とみられるため、重複に数えません。",
      "They appear to be parts of one scheme, and are no duplication.",
    );
  return found && classMeaning(found);
}

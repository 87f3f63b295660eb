/** The last events of the trail. */

import { ask } from "../ask.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { moment, number } from "../parts/formats.js";
import { lead } from "../parts/paragraphs.js";
import { table } from "../parts/table.js";
import { eventWord, roleWord } from "../parts/trail-words.js";

/** @import { TrailEvent } from "../answers.d.ts" */
/** @import { Page } from "../router.js" */

const size = 50;

/** @type {Page} */
export const trailPage = {
  title: () => say("証跡", "Trail"),
  async show() {
    const { auditTrail: counted } = await ask("trail-size");
    const { auditTrail } = await ask("trail", { after: Math.max(0, (counted?.size ?? 0) - size), first: size });
    const { size: all, events } = auditTrail ?? { size: 0, events: [] };
    return [
      lead(`出来事は ${number(all)} 件です。`, `There are ${number(all)} events.`),
      element(
        "p",
        {},
        say(
          "改変や欠落がないことは、端末で確かめられます: ",
          "That none was changed or taken away is proven in a terminal: ",
        ),
        element("code", {}, "npx jinkatsu audit verify"),
      ),
      events.length > 0 && latest(events.toReversed()),
    ];
  },
};

/** @param {readonly TrailEvent[]} events */
function latest(events) {
  return table({
    caption: say("新しい順", "The latest first"),
    headings: [
      say("番号", "Number"),
      say("時刻", "When"),
      say("出来事", "Event"),
      say("役割", "Role"),
      say("実行者（ハッシュ）", "Who (hash)"),
    ],
    rows: events.map(({ sequence, at, kind, role, subject }) => [
      number(sequence),
      moment(at),
      eventWord(kind),
      roleWord(role),
      subject && element("code", {}, subject.slice(0, 12)),
    ]),
  });
}

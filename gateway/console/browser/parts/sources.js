/** Where something stands, as links: to the web only, whatever the data say. */
import { element } from "../element.js";

/** @import { Source } from "../answers.d.ts" */

/** @param {readonly Source[]} sources */
export function sourceLinks(sources) {
  if (sources.length === 0) return null;
  return element(
    "ul",
    { class: "plain-list" },
    sources.map((source) => element("li", {}, link(source))),
  );
}

/** @param {Source} source */
function link({ url, title }) {
  if (!/^https?:\/\//i.test(url)) return title ?? url;
  return element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, title ?? url);
}

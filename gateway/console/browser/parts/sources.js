/** Where something stands, as links: to the web only, whatever the data say. */
import { element } from "../element.js";
import { list } from "./list.js";

/** @import { Source } from "../answers.d.ts" */

/** @param {readonly Source[]} sources */
export function sourceLinks(sources) {
  return list(sources.map(link));
}

/** @param {Source} source */
function link({ url, title }) {
  if (!/^https?:\/\//i.test(url)) return title ?? url;
  return element("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, title ?? url);
}

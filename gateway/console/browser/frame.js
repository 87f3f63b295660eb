/** What stands around every page: its name, where one can go, the language, and who asks. */
import { keepDraft } from "./drafts.js";
import { element } from "./element.js";
import { language, say, useLanguage } from "./language.js";
import { addressHere } from "./look.js";
import { roleWord } from "./parts/trail-words.js";
import { addressOf, go, refresh } from "./router.js";
import { signInLink } from "./sign-in-link.js";
import { isAuditor, ownDepartment, signOut, who } from "./who.js";

/** @import { Content } from "./content.d.ts" */

/** @param {string} path */
export function frame(path) {
  return element(
    "header",
    {},
    element("a", { class: "skip", href: "#main", click: toContent }, say("本文へ移る", "Skip to the content")),
    element(
      "div",
      { class: "bar" },
      element(
        "a",
        { class: "brand", href: "#/check" },
        say("人活ハブ", "Jinkatsu Hub"),
        element("small", {}, say("コンソール", "Console")),
      ),
      element("div", { class: "person" }, languageSwitch(), person()),
    ),
    who() &&
      element(
        "nav",
        { "aria-label": say("画面", "Pages") },
        element(
          "ul",
          {},
          placesFor().map((place) => link(place, path)),
        ),
      ),
  );
}

/** On a narrow screen there are more places than it shows: where one is shall be among them. */
export function showPlace() {
  const here = document.querySelector("header nav [aria-current]");
  const places = here?.closest("nav");
  if (!(here instanceof HTMLElement) || !places) return;
  places.scrollLeft = here.offsetLeft - places.offsetLeft - (places.clientWidth - here.offsetWidth) / 2;
}

/** @returns {readonly (readonly [address: string, text: string])[]} */
function placesFor() {
  const check = /** @type {const} */ (["/check", say("計画の確認", "Check a plan")]);
  const search = /** @type {const} */ (["/search", say("施策の検索", "Find measures")]);
  const decisions = /** @type {const} */ (["/decisions", say("判断", "Decisions")]);
  if (!isAuditor()) return ownDepartment() ? [check, search, decisions] : [];
  return [
    check,
    search,
    ["/overlap", say("重なり", "Overlap")],
    ["/families", say("横並び・制度", "Siblings")],
    ["/candidates", say("統合の候補", "Candidates")],
    ["/findings", say("指摘", "Findings")],
    ["/gaps", say("施策の空白", "Gaps")],
    decisions,
    ["/follow-up", say("対応の状況", "Follow-up")],
    ["/labelling", say("ブラインド評価", "Labelling")],
    ["/snapshots", say("スナップショット", "Snapshots")],
    ["/exports", say("書き出し", "Exports")],
    ["/trail", say("証跡", "Trail")],
  ];
}

/** Pages that belong to another. @type {Readonly<Record<string, string>>} */
const within = {
  "/": "/check",
  "/check-sheet": "/check",
  "/saved-checks": "/check",
  "/pairs": "/overlap",
  "/pair": "/overlap",
  "/decision": "/decisions",
  "/evidence": "/decisions",
  "/propose": "/decisions",
  "/label": "/labelling",
  "/calibration": "/labelling",
};

/** Pages that look at what is chosen: it goes along between them. */
const looking = new Set(["/overlap", "/families", "/candidates", "/findings", "/gaps", "/exports"]);

/**
 * @param {readonly [string, string]} place
 * @param {string} path
 */
function link([address, text], path) {
  const isHere = (within[path] ?? path) === address;
  const href = looking.has(address) ? addressHere(address) : addressOf(address);
  return element("li", {}, element("a", { href, "aria-current": isHere && "page" }, text));
}

function languageSwitch() {
  const other = language() === "ja" ? "en" : "ja";
  const change = () => {
    useLanguage(other);
    keepDraft();
    refresh();
    document.getElementById("language")?.focus();
  };
  return element(
    "button",
    { type: "button", class: "plain", id: "language", lang: other, click: change },
    other === "en" ? "English" : "日本語",
  );
}

/** @returns {Content} */
function person() {
  const known = who();
  if (known === undefined) return signInLink(say("ログイン", "Sign in"), { class: "plain" });
  const roles = known.roles.map(roleWord).join(say("、", ", "));
  return [
    element("span", { class: "who" }, [known.name, roles, known.department].filter(Boolean).join(" · ")),
    element("button", { type: "button", class: "plain", click: leave }, say("ログアウト", "Sign out")),
  ];
}

async function leave() {
  const next = await signOut();
  if (next === undefined) go("#/sign-in");
  else location.assign(next);
}

/** @param {Event} event */
function toContent(event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

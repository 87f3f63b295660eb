/** What the hub said in the place of an answer, with what to quote when asking for help. */
import { Refused } from "../ask.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { refresh } from "../router.js";
import { signInLink } from "../sign-in-link.js";
import { who } from "../who.js";

/** Of a page, which can be asked for again. @param {unknown} error */
export function pageRefusalOf(error) {
  if (!(error instanceof Refused)) reportError(error);
  return [error instanceof Refused ? refusalOf(error) : brokenPage(), who() !== undefined && retry()];
}

export function retry() {
  const click = () => {
    document.getElementById("main")?.focus();
    refresh();
  };
  return element("p", {}, element("button", { type: "button", class: "button second", id: "retry", click }, again()));
}

function again() {
  return say("もう一度試す", "Try again");
}

function brokenPage() {
  return element(
    "div",
    { class: "notice failure", role: "alert" },
    element("p", {}, say("この画面を表示できませんでした。", "This page could not be shown.")),
  );
}

/**
 * @param {unknown} error
 * @throws what is no answer of the hub
 */
export function refusalOf(error) {
  if (!(error instanceof Refused)) throw error;
  return element(
    "div",
    { class: "notice failure", role: "alert" },
    element("h2", {}, say("答えを表示できません", "The answer cannot be shown")),
    element("p", {}, error.message),
    error.code === "AUDIT_SNAPSHOT_UNKNOWN" &&
      element("p", {}, element("a", { href: "#/snapshots" }, say("スナップショットを選ぶ", "Choose a snapshot"))),
    who() === undefined && element("p", {}, signInLink(say("ログインし直す", "Sign in again"))),
    element("p", { class: "hint" }, [error.code, error.requestId].filter(Boolean).join(" · ")),
  );
}

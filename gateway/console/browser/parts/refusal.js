/** What the hub said in the place of an answer, with what to quote when asking for help. */
import { Refused } from "../ask.js";
import { element } from "../element.js";
import { say } from "../language.js";
import { who } from "../who.js";

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
    who() === undefined &&
      element("p", {}, element("a", { href: "#/sign-in" }, say("ログインし直す", "Sign in again"))),
    element("p", { class: "hint" }, [error.code, error.requestId].filter(Boolean).join(" · ")),
  );
}

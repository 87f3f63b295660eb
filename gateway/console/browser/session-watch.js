/** Has the session go on while the page is open; where it cannot, says when it ends. */
import { element } from "./element.js";
import { language, say } from "./language.js";
import { signInLink } from "./sign-in-link.js";
import { lifeOfSession, renewSession } from "./who.js";

/** How long before the end one is told, at most; of a short session it is a quarter. */
const longestNotice = 5 * 60_000;

/** Soon enough to try again. */
const leastWait = 1_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** The session that is watched: its end, and how long it was when it was first seen. */
let seen = { endsAt: 0, whole: 0 };

// Clocks stand still while a machine sleeps.
document.addEventListener("visibilitychange", watchSession);

/** Called whenever the session may have become another. */
export function watchSession() {
  clearTimeout(timer);
  const life = lifeOfSession();
  if (life === undefined || timeLeft() <= 0) return showNotice(undefined);
  if (life.endsAt !== seen.endsAt) seen = { endsAt: life.endsAt, whole: timeLeft() };
  if (!life.isRenewable) return awaitEnd(life.endsAt);
  showNotice(undefined);
  timer = setTimeout(renew, Math.max(leastWait, timeLeft() - seen.whole / 2));
}

async function renew() {
  const isLonger = await alone(renewSession).catch(() => false);
  const life = lifeOfSession();
  if (isLonger || !life?.isRenewable || timeLeft() < 2 * leastWait) return watchSession();
  // What did not arrive is sent again; what was refused is not renewable any more.
  timer = setTimeout(renew, Math.max(leastWait, timeLeft() / 4));
}

/** @param {number} endsAt */
function awaitEnd(endsAt) {
  const wait = timeLeft() - Math.min(longestNotice, seen.whole / 4);
  showNotice(wait <= 0 ? endsAt : undefined);
  if (wait > 0) timer = setTimeout(watchSession, Math.max(leastWait, wait));
}

function timeLeft() {
  return (lifeOfSession()?.endsAt ?? 0) - Date.now();
}

/** It is said once, and stays over the pages. @param {number | undefined} endsAt */
function showNotice(endsAt) {
  const place = document.getElementById("session");
  const shown = endsAt === undefined ? "" : `${endsAt} ${language()}`;
  if (!place || (place.dataset.shown ?? "") === shown) return;
  place.dataset.shown = shown;
  place.replaceChildren(...(endsAt === undefined ? [] : [notice(endsAt)]));
}

/** @param {number} endsAt */
function notice(endsAt) {
  const time = new Date(endsAt).toLocaleTimeString("ja", { timeZone: "Asia/Tokyo", timeStyle: "short" });
  return element(
    "p",
    { class: "notice" },
    say(
      `ログインは ${time} に終わります。今ログインし直しても、入力したものは残ります。`,
      `Your session ends at ${time}. Sign in again now: what you entered stays.`,
    ),
    " ",
    signInLink(say("ログインし直す", "Sign in again")),
  );
}

/** In one of the browser's pages at a time, where it can tell them. @param {() => Promise<boolean>} task @returns {Promise<boolean>} */
function alone(task) {
  return navigator.locks ? navigator.locks.request("jinkatsu-session", task) : task();
}

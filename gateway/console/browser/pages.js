/** The pages, by what stands after the `#`, and whom each is for. */
import { candidatesPage } from "./audit/candidates.js";
import { exportsPage } from "./audit/exports.js";
import { familiesPage } from "./audit/families.js";
import { findingsPage } from "./audit/findings.js";
import { followUpPage } from "./audit/follow-up.js";
import { gapsPage } from "./audit/gaps.js";
import { matrixPage } from "./audit/matrix.js";
import { pairPage } from "./audit/pair.js";
import { pairsPage } from "./audit/pairs.js";
import { snapshotsPage } from "./audit/snapshots.js";
import { trailPage } from "./audit/trail.js";
import { calibrationPage } from "./calibration/page.js";
import { checkPage } from "./check/page.js";
import { savedChecksPage } from "./check/saved-list.js";
import { checkSheetPage } from "./check/sheet.js";
import { decisionPage } from "./decisions/decision.js";
import { evidencePage } from "./decisions/evidence.js";
import { decisionsPage } from "./decisions/list.js";
import { proposePage } from "./decisions/propose.js";
import { element } from "./element.js";
import { labellingsPage } from "./labelling/list.js";
import { labelPage } from "./labelling/pair.js";
import { say } from "./language.js";
import { searchPage } from "./search/page.js";
import { signInPage } from "./sign-in.js";
import { isAuditor, ownDepartment, who } from "./who.js";

/** @import { Page } from "./router.js" */

/** @type {ReadonlyMap<string, Page>} */
const forDepartments = new Map([
  ["/", checkPage],
  ["/check", checkPage],
  ["/check-sheet", checkSheetPage],
  ["/saved-checks", savedChecksPage],
  ["/search", searchPage],
  ["/decisions", decisionsPage],
  ["/decision", decisionPage],
  ["/evidence", evidencePage],
]);

/** @type {ReadonlyMap<string, Page>} */
const forAuditors = new Map([
  ...forDepartments,
  ["/overlap", matrixPage],
  ["/pairs", pairsPage],
  ["/pair", pairPage],
  ["/families", familiesPage],
  ["/candidates", candidatesPage],
  ["/findings", findingsPage],
  ["/gaps", gapsPage],
  ["/propose", proposePage],
  ["/follow-up", followUpPage],
  ["/labelling", labellingsPage],
  ["/label", labelPage],
  ["/calibration", calibrationPage],
  ["/snapshots", snapshotsPage],
  ["/exports", exportsPage],
  ["/trail", trailPage],
]);

/**
 * @param {string} path
 * @returns {Page}
 */
export function pageAt(path) {
  if (!forAuditors.has(path) && path !== "/sign-in") return unknownPage;
  if (path === "/sign-in" || who() === undefined) return signInPage;
  return (isAuditor() ? forAuditors : ownDepartment() ? forDepartments : new Map()).get(path) ?? closedPage;
}

/** @type {Page} */
const unknownPage = {
  title: () => say("ページがありません", "There is no such page"),
  show: async () =>
    element(
      "p",
      {},
      element("a", { href: "#/check" }, say("計画中の施策の確認へ", "Go to the check of a planned measure")),
    ),
};

/** @type {Page} */
const closedPage = {
  title: () => say("この画面は使えません", "This page is not for your role"),
  show: async () =>
    element(
      "p",
      {},
      say(
        "計画の確認は部局の担当者と監査担当者、監査の画面は監査担当者のものです。役割が違うときは、管理者に伝えてください。",
        "The check is for departments and auditors, the audit for auditors. If your role is wrong, tell the operator.",
      ),
    ),
};

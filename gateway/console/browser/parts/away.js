/** Said where a part of the graph has no answer and no error either. */
import { element } from "../element.js";
import { say } from "../language.js";
import { retry } from "./refusal.js";

export function auditAway() {
  return [
    element(
      "p",
      { class: "notice failure" },
      say("監査のサブグラフが現在応答していません。", "The audit does not answer at the moment."),
    ),
    retry(),
  ];
}

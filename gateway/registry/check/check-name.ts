/** Whether a subgraph may bear its name: it becomes part of addresses, file names and the supergraph's own enum. */
import { type CheckResult, completed } from "./check-result.ts";
import { defineFinding } from "./finding.ts";
import type { Proposal } from "./proposal.ts";

const form = /^[a-z][a-z0-9-]{0,62}$/;

export function checkName({ name }: Proposal, reserved: readonly string[]): CheckResult {
  if (!form.test(name)) return completed("name", [nameInvalid({}, shown(name))]);
  return completed("name", reserved.includes(name) ? [nameReserved({}, name)] : []);
}

/** A name may hold what would move a terminal's cursor. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, 80)).replace(/[\u007f-\uffff]/g, (letter) => {
    return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

const nameInvalid = defineFinding("NAME_INVALID", "error", (name: string) => ({
  message: {
    ja: `サブグラフの名前 ${name} は使えません。`,
    en: `A subgraph cannot be named ${name}.`,
  },
  remedy: {
    ja: "英小文字で始まり、英小文字・数字・ハイフンだけの 63 文字までの名前にしてください。",
    en: "Use a lower-case letter first, then lower-case letters, digits and hyphens, 63 characters at most.",
  },
}));

const nameReserved = defineFinding("NAME_RESERVED", "error", (name: string) => ({
  message: { ja: `名前 ${name} はハブが使います。`, en: `The name ${name} is the hub's own.` },
  remedy: { ja: "部局を表す別の名前にしてください。", en: "Choose another that names the department." },
}));

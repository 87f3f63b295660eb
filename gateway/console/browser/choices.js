/** The closed lists, as the graph has them: asked once. */
import { ask } from "./ask.js";
import { plain } from "./language.js";

/** @import { Choice } from "./answers.d.ts" */
/** @typedef {"departments" | "targetGroups" | "areas" | "industries" | "pillars" | "instruments" | "talentTypes" | "benefitKinds"} ListName */
/** @typedef {Readonly<Record<ListName, readonly Choice[]>>} Choices */

/** @type {Promise<Choices> | undefined} */
let asked;

/** @returns {Promise<Choices>} */
export function choices() {
  asked ??= readChoices().catch((error) => {
    asked = undefined;
    throw error;
  });
  return asked;
}

/**
 * A value in words; the code itself where no list has it.
 * @param {readonly Choice[]} list
 * @param {string} code
 */
export function nameIn(list, code) {
  const found = list.find((each) => each.code === code);
  return found ? plain(found.name) : code;
}

/** @returns {Promise<Choices>} */
async function readChoices() {
  const { departments, targetGroups, areas, industries, ...enums } = await ask("choices");
  return {
    departments: departments ?? [],
    targetGroups: targetGroups ?? [],
    areas: areas ?? [],
    industries: industries ?? [],
    pillars: valuesOf(enums.pillars),
    instruments: valuesOf(enums.instruments),
    talentTypes: valuesOf(enums.talentTypes),
    benefitKinds: valuesOf(enums.benefitKinds),
  };
}

/**
 * The contract describes each value as "日本語。 English."
 * @param {{ enumValues: readonly { name: string, description: string | null }[] | null } | null} type
 * @returns {readonly Choice[]}
 */
function valuesOf(type) {
  return (type?.enumValues ?? []).map(({ name, description }) => {
    const [ja = name, en = ""] = (description ?? name).split("。");
    return { code: name, name: { ja, en: en.trim().replace(/\.$/, "") || ja } };
  });
}

/** The small parts of a workbook (relationships, styles, the list of sheets) as flat lists of elements. */

import type { TableLimits } from "../limits.ts";
import { type Archive, tooManyParts } from "./archive.ts";
import { type Attributes, consumeXml } from "./xml-parts.ts";

export interface Element {
  readonly name: string;
  readonly attributes: Attributes;
}

/** The elements with one of these names, in the order of the document; undefined if there is no such part. Throws TableError past maxParts. */
export async function readElements(
  archive: Archive,
  path: string,
  names: readonly string[],
  limits: TableLimits,
): Promise<readonly Element[] | undefined> {
  const part = await archive.open(path);
  if (part === undefined) return undefined;
  const elements: Element[] = [];
  const open = (name: string, attributes: Attributes): void => {
    if (!names.includes(name)) return;
    if (elements.length >= limits.maxParts) throw tooManyParts(limits.maxParts);
    elements.push({ name, attributes });
  };
  await consumeXml(part, { open }, limits);
  return elements;
}

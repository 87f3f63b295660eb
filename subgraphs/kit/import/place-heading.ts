/** The column that a heading means, and the unit that it states for what stands below it. */
import { errors } from "../errors.ts";
import {
  looksLikeUnit,
  type MarkedHeading,
  moneyUnitIn,
  parseUnit,
  readMarkedHeading,
  unitKindOf,
} from "./heading-unit.ts";
import type { HeadingMatcher, PlacedColumn } from "./match-heading.ts";

export interface PlacedHeading extends PlacedColumn {
  /** As it would stand behind a number. */
  readonly unit?: string;
}

/**
 * `meant` is another heading where a person says that this one means it; the unit may stand in either.
 * @throws HubError HEADING_UNIT_UNKNOWN
 */
export function placeHeading(heading: string, meant: string, matcher: HeadingMatcher): PlacedHeading | undefined {
  const found = placeMeant(meant, matcher);
  if (found === undefined || heading === meant) return found;
  const unit = unitOfMapped(heading, found);
  if (unit !== undefined && found.unit !== undefined && unit !== found.unit) {
    throw errors.headingUnitUnknown(heading, `${unit} / ${found.unit}`);
  }
  return unit === undefined ? found : { ...found, unit };
}

function placeMeant(heading: string, matcher: HeadingMatcher): PlacedHeading | undefined {
  const exact = matcher.find(heading);
  if (exact) return exact;
  const marked = readMarkedHeading(heading);
  const found = matcher.findBare(marked.base);
  if (found === undefined || marked.brackets.length === 0) return found;
  const unit = unitIn(marked, found);
  if (unit !== undefined) return { ...found, unit };
  const stated = marked.brackets.find(looksLikeUnit);
  if (stated !== undefined && unitKindOf(found.column) !== undefined) throw errors.headingUnitUnknown(heading, stated);
  return undefined;
}

function unitIn({ brackets }: MarkedHeading, { column }: PlacedColumn): string | undefined {
  const kind = unitKindOf(column);
  return kind && brackets.map((text) => parseUnit(text, kind)).find((unit) => unit !== undefined);
}

/** What a heading says that is not known itself: its other words are anything, but a unit counts. */
function unitOfMapped(heading: string, found: PlacedColumn): string | undefined {
  const kind = unitKindOf(found.column);
  if (kind === undefined) return undefined;
  const marked = readMarkedHeading(heading);
  const unit = unitIn(marked, found) ?? (kind === "money" ? moneyUnitIn(heading) : undefined);
  const stated = marked.brackets.find(looksLikeUnit);
  if (unit === undefined && stated !== undefined) throw errors.headingUnitUnknown(heading, stated);
  return unit;
}

/**
 * The schema at work as it would be published. A department that is made with the kit writes its own fields only: they are
 * completed as the kit does it, and what is found is told by the lines that the department wrote.
 */
import { type DocumentNode, Kind, parse } from "graphql";
import { completeSdl, implementationsOf } from "#kit/contract/complete-sdl.ts";
import { departmentNames, departmentRootSdl } from "#kit/contract/department-sdl.ts";
import type { Finding, Place } from "../../registry/check/finding.ts";
import { readSchema } from "../../registry/check/read-schema.ts";

export interface OwnSchema {
  readonly sdl: string;
  /** With their places in the file. */
  inFile(findings: readonly Finding[]): readonly Finding[];
}

/** @throws HubError OWN_FIELD_TAKEN */
export function ownSchema(name: string, text: string): OwnSchema {
  const reading = readSchema(text);
  const isWhole = reading.outcome === "unreadable" || !isForKit(reading.schema.source);
  if (isWhole) return { sdl: text, inFile: (findings) => findings };
  const sdl = completeSdl(text, departmentRootSdl(departmentNames(name, name)));
  const placeIn = createPlaces(sdl, reading.schema.source);
  return { sdl, inFile: (findings) => findings.map((finding) => moved(finding, placeIn)) };
}

/** It implements the contract and says neither what can be asked of it nor what federation is. */
function isForKit(document: DocumentNode): boolean {
  const isPart = document.definitions.every(
    (each) =>
      each.kind !== Kind.SCHEMA_DEFINITION &&
      each.kind !== Kind.SCHEMA_EXTENSION &&
      !("name" in each && each.name?.value === "Query"),
  );
  return isPart && ["Measure", "TalentResource"].some((contract) => implementationsOf(document, contract).length > 0);
}

type FindPlace = (place: Place) => Place | undefined;

/** What lies in a part that the kit has added lies nowhere in the file. */
function moved({ place, ...finding }: Finding, placeIn: FindPlace): Finding {
  const found = place && placeIn(place);
  return found ? { ...finding, place: found } : finding;
}

function createPlaces(sdl: string, written: DocumentNode): FindPlace {
  const places = new Map(partsOf(written).map(({ coordinate, place }) => [coordinate, place]));
  const parts = partsOf(parse(sdl));
  return (place) => {
    const [closest] = parts.filter(({ place: start }) => isNotAfter(start, place)).slice(-1);
    return closest && places.get(closest.coordinate);
  };
}

interface Part {
  /** `Type` or `Type.field`. */
  readonly coordinate: string;
  readonly place: Place;
}

/** Types, and their fields or values, in order. */
function partsOf({ definitions }: DocumentNode): readonly Part[] {
  return definitions.flatMap((definition) => {
    if (!("name" in definition) || definition.name === undefined) return [];
    const type = definition.name.value;
    const members = [
      ...("fields" in definition ? (definition.fields ?? []) : []),
      ...("values" in definition ? (definition.values ?? []) : []),
    ];
    return [partOf(type, definition), ...members.map((member) => partOf(`${type}.${member.name.value}`, member))];
  });
}

function partOf(coordinate: string, { loc }: Pick<DocumentNode, "loc">): Part {
  const { line = 0, column = 0 } = loc?.startToken ?? {};
  return { coordinate, place: { line, column } };
}

function isNotAfter(a: Place, b: Place): boolean {
  return a.line < b.line || (a.line === b.line && a.column <= b.column);
}

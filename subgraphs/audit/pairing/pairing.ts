/** All that is said of two measures of a view: what they do alike, for whom, where and when, and whether they are one scheme. */
import { createHash } from "node:crypto";
import { readSynonymRows } from "#kit/text/synonyms/read-synonyms.ts";
import type { Steps } from "#kit/turns/steps.ts";
import { type AuditedMeasure, isRunning } from "../collection/measure.ts";
import type { View } from "../collection/view.ts";
import type { Model } from "../overlap/model.ts";
import { meetBeneficiaries } from "./beneficiaries.ts";
import { createConcepts } from "./concepts.ts";
import { type Content, compareContents, createContentReader, type ReadContent } from "./content.ts";
import { pairContents } from "./find-pairs.ts";
import { type Compared, classOf, factsOf, type OverlapClass, type PairFacts, strengthOf } from "./judge.ts";
import { bodyNamesOf, placeNames } from "./names.ts";
import { findSchemes, type SchemeLink, type Schemes } from "./schemes.ts";

export interface JudgedPair {
  readonly a: AuditedMeasure;
  readonly b: AuditedMeasure;
  readonly facts: PairFacts;
  /** How much the two are worth reading side by side, from 0 to 1; the order of what is shown. */
  readonly strength: number;
  /** Undefined where they are parts of one scheme, or none of the classes. */
  readonly class: OverlapClass | undefined;
  readonly scheme: SchemeLink | undefined;
}

export interface Pairing {
  readonly schemes: Schemes;
  judge(a: AuditedMeasure, b: AuditedMeasure): JudgedPair;
  /** Every pair of running measures that has something telling in common, in no order. */
  findAll(): Steps<readonly JudgedPair[]>;
}

export function pairingOf(view: View): Pairing {
  return view.once("pairing", () => createPairing(view));
}

function createPairing(view: View): Pairing {
  const contentOf = contentsOf(view);
  const schemes = findSchemes(view.measures.values());
  const rarityOf = groupRarity(view);
  const judgeAs = (a: AuditedMeasure, b: AuditedMeasure, content: Compared["content"]): JudgedPair => {
    const beneficiaries = meetBeneficiaries(a.contract.targetGroups, b.contract.targetGroups, rarityOf);
    const compared = { content, beneficiaries };
    const facts = factsOf(a, b, compared);
    const scheme = schemes.linkOf(a.id, b.id);
    const found =
      scheme === undefined ? classOf(facts, { areOtherBodies: areOtherBodies(a, b), beneficiaries }) : undefined;
    return { a, b, facts, scheme, class: found, strength: strengthOf(compared, facts) };
  };
  return {
    schemes,
    judge: (a, b) => judgeAs(a, b, compareContents(contentOf(a), contentOf(b))),
    *findAll() {
      const running = [...view.measures.values()].filter(isRunning);
      const contents: Content[] = [];
      for (const measure of running) {
        contents.push(contentOf(measure));
        yield;
      }
      const found: JudgedPair[] = [];
      for (const { first, second, ...content } of yield* pairContents(contents)) {
        const [a, b] = [running[first], running[second]];
        if (a && b) found.push(judgeAs(a, b, content));
        yield;
      }
      return found;
    },
  };
}

/** Of other departments, or of other units where both are named. */
function areOtherBodies(a: AuditedMeasure, b: AuditedMeasure): boolean {
  if (a.department !== b.department) return true;
  const [one, other] = [a.contract.ownerUnit?.name.ja, b.contract.ownerUnit?.name.ja];
  return one !== undefined && other !== undefined && one !== other;
}

/** Groups that few measures are for tell more; what all are for still tells a little. */
function groupRarity({ measures }: View): (group: string) => number {
  const counts = new Map<string, number>();
  for (const { contract } of measures.values()) {
    for (const group of contract.targetGroups ?? []) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return (group) => Math.max(Math.log((measures.size + 1) / ((counts.get(group) ?? 0) + 1)), leastRarity);
}

const leastRarity = 0.2;

interface Reading {
  readonly names: string;
  readonly read: ReadContent;
  readonly contents: WeakMap<AuditedMeasure, Content>;
}

/** What was read is kept while the model and the names of offices stand, since a view is made anew with every change. */
const readings = new WeakMap<Model, Reading>();

function contentsOf({ model, measures }: View): (measure: AuditedMeasure) => Content {
  const names = [...new Set([...placeNames, ...[...measures.values()].flatMap(bodyNamesOf)])].sort();
  const digest = createHash("sha256").update(names.join("\n")).digest("base64url");
  const known = readings.get(model);
  const reading = known?.names === digest ? known : createReading(model, names, digest);
  readings.set(model, reading);
  return (measure) => {
    const content = reading.contents.get(measure) ?? reading.read(measure.record);
    reading.contents.set(measure, content);
    return content;
  };
}

function createReading(model: Model, names: readonly string[], digest: string): Reading {
  concepts ??= createConcepts(readSynonymRows());
  return { names: digest, read: createContentReader(model, { names, concepts }), contents: new WeakMap() };
}

let concepts: ReturnType<typeof createConcepts> | undefined;

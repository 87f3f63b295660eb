/** Resolvers of blind labelling: to who drew a sample its pairs, and never what the machine thinks of them. */
import { showSaved } from "#kit/changes/commit-change.ts";
import { errors } from "#kit/errors.ts";
import type { Labelling } from "../cases/case.ts";
import {
  type DrawInput,
  drawLabelling,
  findOwn,
  type LabelInput,
  labelPair,
  ownLabellings,
} from "../cases/labelling.ts";
import type { Problem } from "../cases/problems.ts";
import { measureOf } from "../collection/measure.ts";
import { readSnapshots } from "../collection/snapshots.ts";
import { readVersions } from "../collection/versions.ts";
import type { Office } from "../office.ts";
import type { AuditContext } from "./context.ts";
import { keyedMutation } from "./keyed-mutation.ts";
import { limited } from "./limited.ts";
import { keptSnapshot, shownMeasure } from "./shown.ts";

const largestSample = 50;

export function labellingQueries({ cases }: Office) {
  return {
    labellings: async (_: unknown, __: unknown, { by }: AuditContext) => ownLabellings(await cases.current(), by),
    labelling: async (_: unknown, { id }: { readonly id: string }, { by }: AuditContext) =>
      findOwn(await cases.current(), id, by) ?? null,
  };
}

export function labellingMutations(office: Office) {
  const outcome = async (id: string | undefined, problems: readonly Problem[], { by }: AuditContext) => ({
    labelling: (id !== undefined && findOwn(await showSaved(() => office.cases.current()), id, by)) || null,
    problems,
  });
  return {
    drawLabelling: keyedMutation(office, async (changing, { size, controlPercent, seed }: DrawInput, context) => {
      const input = { size: limited(size, largestSample), controlPercent: limited(controlPercent, 100), seed };
      const view = await office.collection.current();
      const { labelling, problem } = await drawLabelling(changing, view, { by: context.by, input });
      return outcome(labelling, problem ? [problem] : [], context);
    }),
    labelPair: keyedMutation(office, async (changing, input: LabelInput, context) =>
      outcome(input.labelling, await labelPair(changing, context.by, input), context),
    ),
  };
}

export function labellingTypes(office: Office) {
  return {
    Labelling: {
      size: ({ pairs }: Labelling) => pairs.length,
      judged: ({ judgements }: Labelling) => judgements.size,
      snapshot: async ({ snapshot }: Labelling) => {
        const [found] = await readSnapshots(office, [snapshot]);
        return found ? keptSnapshot(office, found) : null;
      },
      pairs: ({ pairs, judgements }: Labelling) =>
        pairs.map((_, at) => ({ number: at + 1, judgement: judgements.get(at + 1) ?? null })),
      pair: (labelling: Labelling, { number }: { readonly number?: number | null }) =>
        pairOf(office, labelling, number ?? firstOpen(labelling)),
    },
  };
}

function firstOpen({ pairs, judgements }: Labelling): number {
  return pairs.findIndex((_, at) => !judgements.has(at + 1)) + 1;
}

/** @throws HubError AUDIT_SNAPSHOT_ALTERED or AUDIT_MEASURE_ALTERED where a measure is not what was drawn */
async function pairOf({ database }: Office, { pairs, judgements, snapshot }: Labelling, number: number) {
  const drawn = pairs[number - 1];
  if (drawn === undefined) return null;
  const measures = (await readVersions(database.reader, drawn.versionIds)).map(measureOf);
  const asDrawn = (id: string, digest: string) => {
    const found = measures.find((each) => each.id === id && each.digest === digest);
    if (found === undefined) throw errors.auditSnapshotAltered(snapshot);
    return found;
  };
  const [a, b] = [asDrawn(drawn.a, drawn.digests[0]), asDrawn(drawn.b, drawn.digests[1])];
  return { number, a: shownMeasure(a), b: shownMeasure(b), judgement: judgements.get(number) ?? null };
}

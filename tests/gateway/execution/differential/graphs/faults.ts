/** The six kinds of wrong answers that the engine once gave, each as what has to be undone to have it again. */
export type Fault = {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** What else has to be undone, since the engine answers rightly now though the fault is there. */
  readonly hiddenBy?: readonly Edit[];
};

/** What stands in a file of the engine now, once, and what stood there in its place. */
export type Edit = { readonly file: string; readonly now: string; readonly before: string };

const engine = "gateway/execution";

const onlyWholeRecords: Edit = {
  file: `${engine}/plan/drawing.ts`,
  now: "representInPart: read.length === 0 ? () => undefined : this.#inPart(read),",
  before: "representInPart: () => undefined,",
};

export const faults: readonly Fault[] = [
  {
    name: "1 a record is left out of a fetch for what another field needs",
    edits: [onlyWholeRecords],
  },
  {
    name: "2 a field of an interface object is taken for one that every subgraph has",
    edits: [
      {
        file: `${engine}/graph/without-idle-choices.ts`,
        now: 'if (directivesNamed(field, "join__field").length === 0) return true;',
        before: "if (fieldJoins(field).length === 0) return true;",
      },
    ],
  },
  {
    name: "3 conditions that are written out are left to the planner",
    edits: [
      {
        file: `${engine}/plan/settled-operation.ts`,
        now: "    if (isMet === false) return undefined;\n    if (isMet === undefined) open.push(directive);",
        before: "    if (isMet !== null) open.push(directive);",
      },
    ],
    // A record that lacks what a field needs that is never asked for is asked for the others.
    hiddenBy: [onlyWholeRecords],
  },
  {
    name: "4 a computed field is read from a fetch that could not compute it",
    edits: [
      {
        file: `${engine}/graph/graph.ts`,
        now: 'rewrites.includes("computed fields")',
        before: 'rewrites.includes("nothing" as never)',
      },
      {
        file: `${engine}/plan/drawing.ts`,
        now: "requires: withNeeds(planned.requires, readers, options.membersOf)",
        before: "requires: [planned, withNeeds][0].requires",
      },
    ],
  },
  {
    name: "5 a record is sent without its key",
    edits: [
      {
        file: `${engine}/plan/key-presence.ts`,
        now: "  if (isCertain) return undefined;",
        before: "  if (isCertain || keys.size >= 0) return undefined;",
      },
    ],
  },
  {
    name: "6 type conditions that all meet, or none, are left to the planner",
    edits: [
      {
        file: `${engine}/graph/planner.ts`,
        now: "const settled = settleOperation(document, supergraph.schema, form);",
        before:
          'const settled = form === "short" ? document : settleOperation({ ...document, definitions: [] }, supergraph.schema, form);',
      },
    ],
  },
];

/** What of an operation its caller may not see: found once for each operation, decided once for each kind of caller. */
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  type OperationDefinitionNode,
  typeFromAST,
  valueFromASTUntyped,
} from "graphql";
import { BoundedCache } from "#kit/bounded-cache.ts";
import { meetsAll } from "#kit/identity/demand.ts";
import type { Identity } from "#kit/identity/identity.ts";
import type { Policies } from "#kit/identity/policy.ts";
import type { FieldDemands } from "./field-demands.ts";
import { Oracles, type Protected } from "./oracles.ts";
import { type SelectedField, selectedFields, type ValidOperation } from "./selected-fields.ts";

export interface Viewer {
  readonly identity: Identity;
  /** Whether it sees what has no rule, whatever the defaults: in development, on this machine. */
  readonly mayWrite: boolean;
}

export interface FieldRules {
  readonly demands: FieldDemands;
  readonly policies: Policies;
}

/** How many kinds of callers are remembered for an operation. */
const kindsKept = 64;

/** Named at most, in one refusal. */
const coordinatesNamed = 10;

/** What an operation asks for does not depend on who asks, and what a kind of caller may see not on the caller. */
export class Decisions {
  readonly #rules: FieldRules;
  readonly #wanted = new WeakMap<OperationDefinitionNode, Wanted>();
  readonly #oracles = new WeakMap<GraphQLSchema, Oracles>();

  constructor(rules: FieldRules) {
    this.#rules = rules;
  }

  refused(asked: ValidOperation, viewer: Viewer, variables: Readonly<Record<string, unknown>>): readonly string[] {
    const { demands } = this.#rules;
    if (demands.areNone) return [];
    const wanted = this.#wantedBy(asked, demands);
    const key = `${viewer.mayWrite} ${viewer.identity.key}`;
    const known = wanted.decided.get(key) ?? this.#decide(wanted.always, viewer);
    wanted.decided.set(key, known);
    if (wanted.byVariables.length === 0) return known;
    return named([...known, ...this.#decide(spokenIn(wanted, variables), viewer)]);
  }

  #wantedBy(asked: ValidOperation, demands: FieldDemands): Wanted {
    const known = this.#wanted.get(asked.operation);
    if (known) return known;
    const wanted = wantedBy(asked, demands, this.#oraclesOf(asked.schema, demands));
    this.#wanted.set(asked.operation, wanted);
    return wanted;
  }

  #oraclesOf(schema: GraphQLSchema, demands: FieldDemands): Oracles {
    const known = this.#oracles.get(schema) ?? new Oracles(schema, demands);
    this.#oracles.set(schema, known);
    return known;
  }

  #decide(wanted: readonly Protected[], viewer: Viewer): readonly string[] {
    const { policies } = this.#rules;
    const refused = wanted.filter(({ demands }) => !meetsAll(viewer, demands, policies));
    return named(refused.map(({ coordinate }) => coordinate));
  }
}

function named(coordinates: readonly string[]): readonly string[] {
  return [...new Set(coordinates)].slice(0, coordinatesNamed);
}

interface Wanted {
  readonly always: readonly Protected[];
  readonly byVariables: readonly SpokenInVariable[];
  readonly oracles: Oracles;
  readonly decided: BoundedCache<string, readonly string[]>;
}

interface Declared {
  readonly variable: string;
  readonly type: GraphQLInputType | undefined;
  /** What stands for it where it is not sent. */
  readonly otherwise: unknown;
}

interface SpokenInVariable extends Declared {
  readonly selected: SelectedField;
}

function wantedBy(asked: ValidOperation, demands: FieldDemands, oracles: Oracles): Wanted {
  const fields = selectedFields(asked);
  const named = fields.map(({ parent, node }) => ({
    coordinate: `${parent.name}.${node.name.value}`,
    demands: demands.of(parent.name, node.name.value),
  }));
  const spoken = fields.flatMap((field) => oracles.inDocument(field));
  const always = [...named, ...spoken].filter((each) => each.demands.length > 0);
  const byVariables = fields.flatMap((selected) =>
    oracles.variablesIn(selected).map((variable) => ({ selected, ...declared(asked, variable) })),
  );
  return { always, byVariables, oracles, decided: new BoundedCache(kindsKept) };
}

function declared({ schema, operation }: ValidOperation, variable: string): Declared {
  const found = operation.variableDefinitions?.find((each) => each.variable.name.value === variable);
  const type = found && typeFromAST(schema, found.type);
  return {
    variable,
    type: isInputType(type) ? type : undefined,
    otherwise: found?.defaultValue && valueFromASTUntyped(found.defaultValue),
  };
}

function spokenIn(
  { byVariables, oracles }: Wanted,
  variables: Readonly<Record<string, unknown>>,
): readonly Protected[] {
  return byVariables.flatMap(({ selected, variable, type, otherwise }) =>
    oracles.inVariable(selected, variables[variable] ?? otherwise, type),
  );
}

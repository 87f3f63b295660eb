/** What a check has to say about a proposed schema: a value that is reported, never an exception. */
import type { ASTNode } from "graphql";
import type { Bilingual } from "#kit/errors.ts";

/** An error keeps the schema from being published; the others are told and do not. */
export type Severity = "error" | "warning" | "notice";

export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface Finding {
  /** Stable, for scripts. */
  readonly code: string;
  readonly severity: Severity;
  /** `Type`, `Type.field`, `Type.field.argument`, `Enum.VALUE`; undefined for the schema as a whole. */
  readonly coordinate?: string;
  readonly message: Bilingual;
  /** What to do about it. */
  readonly remedy: Bilingual;
  /** In the proposed schema. */
  readonly place?: Place;
  /** The department whose approval lets it pass. */
  readonly awaits?: string;
  /** What another department has that is much like it, until the department says how the two are related. */
  readonly resembles?: { readonly coordinate: string; readonly owner: string };
  /** What stops working for others. */
  readonly breaks?: Breaks;
}

export interface Breaks {
  /** What is taken away. */
  readonly change: string;
  /** Who is known to use it, in the order of the alphabet; nobody where it is not known who does. */
  readonly clients: readonly string[];
  /** Departments whose approver may accept it, where somebody asks them to. */
  readonly acceptedBy: readonly string[];
  /** Why it is asked to be accepted. */
  readonly reason?: string;
  /** Who accepted it, and why. */
  readonly accepted?: readonly { readonly author: string; readonly reason: string }[];
}

/** One finding that somebody asks to be accepted, as it names itself. */
export interface AcceptedFinding {
  readonly code: string;
  readonly coordinate: string;
}

/** What is to pass though it breaks clients, and why. */
export interface Acceptance {
  readonly findings: readonly AcceptedFinding[];
  readonly reason: string;
}

type About = Pick<Finding, "coordinate" | "awaits" | "resembles" | "breaks"> & { readonly node?: ASTNode | undefined };

interface Words {
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

/** A kind of finding: its code and severity stand once, its words depend on the case. */
export function defineFinding<Args extends readonly unknown[]>(
  code: string,
  severity: Severity,
  describe: (...args: Args) => Words,
): (about: About, ...args: Args) => Finding {
  return ({ node, ...about }, ...args) => ({ code, severity, ...about, ...describe(...args), ...placeOf(node) });
}

function placeOf(node: ASTNode | undefined): { readonly place?: Place } {
  const start = node?.loc?.startToken;
  return start ? { place: { line: start.line, column: start.column } } : {};
}

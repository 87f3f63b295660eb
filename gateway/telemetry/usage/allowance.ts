/** What may be kept of a day's operations each by itself: the rest is counted together, whoever asks however much. */
import type { Client } from "../client.ts";
import { othersLike, type UsedOperation } from "./used-operation.ts";

export interface Admitted {
  readonly operation: UsedOperation;
  /** Empty where the client did not say, or where there are too many. */
  readonly client: string;
  readonly version: string;
}

export interface Allowance {
  /** Of the day, `2026-12-01`, whose uses are counted. */
  admit(operation: UsedOperation, client: Client, day: string): Admitted;
  /** Whether operations are kept each by itself at all. */
  isOpen: boolean;
}

interface Share {
  readonly operations: number;
  /** Characters of texts and coordinates. */
  readonly characters: number;
}

/** New operations of a day in one process: of one client, of all who prove nothing together, of all. */
const shares = {
  client: { operations: 200, characters: 512 * 1024 },
  unproven: { operations: 200, characters: 512 * 1024 },
  all: { operations: 2_000, characters: 8 * 1024 * 1024 },
} as const satisfies Record<string, Share>;

/** A longer text is not kept: an operation of a program has a few hundred signs. */
const longestText = 16 * 1024;

/** Clients with their versions that are told apart in a day. */
const mostClients = { proven: 200, unproven: 20 } as const;

export function createAllowance(): Allowance {
  let today = "";
  let kept = new Set<string>();
  let taken = new Map<string, { operations: number; characters: number }>();
  let clients = { proven: new Set<string>(), unproven: new Set<string>() };
  const begin = (day: string) => {
    today = day;
    kept = new Set();
    taken = new Map();
    clients = { proven: new Set(), unproven: new Set() };
  };
  const takeShares = (operation: UsedOperation, client: string): boolean => {
    const characters = charactersOf(operation);
    const wanted = sharesOf(operation, client).map(([name, share]) => ({
      share,
      so: taken.get(name) ?? { operations: 0, characters: 0 },
      name,
    }));
    const fits = wanted.every(
      ({ share, so }) => so.operations < share.operations && so.characters + characters <= share.characters,
    );
    if (!fits || operation.text.length > longestText) return false;
    for (const { name, so } of wanted)
      taken.set(name, { operations: so.operations + 1, characters: so.characters + characters });
    kept.add(operation.hash);
    return true;
  };
  return {
    isOpen: true,
    admit(operation, { name = "", version = "" }, day) {
      if (day !== today) begin(day);
      const known = clients[operation.isProven ? "proven" : "unproven"];
      const key = `${name}\n${version}`;
      const isKnown = known.has(key) || known.size < mostClients[operation.isProven ? "proven" : "unproven"];
      if (isKnown) known.add(key);
      const client = isKnown ? { client: name, version } : { client: "", version: "" };
      const isKept = this.isOpen && (kept.has(operation.hash) || takeShares(operation, client.client));
      return { operation: isKept ? operation : othersLike(operation), ...client };
    },
  };
}

function sharesOf({ isProven }: UsedOperation, client: string): readonly (readonly [string, Share])[] {
  return [
    [`client ${isProven} ${client}`, shares.client],
    ["all", shares.all],
    ...(isProven ? [] : [["unproven", shares.unproven] as const]),
  ];
}

function charactersOf({ text, coordinates }: UsedOperation): number {
  return [...coordinates].reduce((sum, coordinate) => sum + coordinate.length + rowCharacters, text.length);
}

/** What each coordinate's row takes besides its name: the operation's digest, and a day. */
const rowCharacters = 80;

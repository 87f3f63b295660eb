/** The operator issues, rotates and revokes tokens of the registry; a token that holds no more opens nothing from the next request on. */
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { Contradiction, must } from "../contradiction.ts";
import type { Name } from "../people.ts";
import type { Credential, Scope } from "../registry-model.ts";
import type { World } from "../world.ts";

export const tokenActs: readonly Act[] = [
  {
    by: "operator",
    name: "rotate a token",
    weight: 3,
    effects: {
      "both hold": "the new token and the old one open the registry",
      "one holds": "the new token opens the registry; the old one is shown no more",
    },
    run: rotate,
  },
  {
    by: "operator",
    name: "revoke a token",
    weight: 2,
    effects: { revoked: "401 from the next request on, after restarts, kills and restores too" },
    run: revoke,
  },
];

const departments = ["tourism", "weather", "sea"] as const;

/** The pipeline of weather, an officer of tourism with two tokens, and somebody of a third department. */
const holders: readonly (readonly [Credential["department"], Scope, Name])[] = [
  ["weather", "publish", "wataru"],
  ["tourism", "publish", "hana"],
  ["tourism", "approve", "hana"],
  ["sea", "approve", "umi"],
];

export async function admitAll(world: World): Promise<readonly Credential[]> {
  for (const department of departments) await succeed(world, "department", "admit", department, "--seen-by", "public");
  const issued: Credential[] = [];
  for (const [department, scope, by] of holders) issued.push(await issue(world, department, scope, by));
  return issued;
}

/** After a restore, where all that were given out since are unknown again: so that there is somebody to act. */
export async function issueMissing({ world, model }: Pick<Stage, "world" | "model">): Promise<void> {
  const { registry } = model;
  for (const [department, scope, by] of holders) {
    if (registry.credentials.some((each) => each.holds && each.department === department && each.scope === scope))
      continue;
    registry.credentials = [...registry.credentials, await issue(world, department, scope, by)];
  }
}

async function issue(world: World, department: Credential["department"], scope: Scope, by: Name): Promise<Credential> {
  const scopes = ["read", "check", scope].flatMap((each) => ["--scope", each]);
  const said = await succeed(world, "department", "token", department, ...scopes, "--responsible", by, "--json");
  const { token, id } = JSON.parse(said);
  return { id, token, department, scope, by, lineage: id, holds: true };
}

async function succeed(world: World, ...args: readonly string[]): Promise<string> {
  const { code, output, notes } = await world.command(...args);
  if (code !== 0) throw new Contradiction(`${args.join(" ")} to succeed`, notes);
  return output;
}

/** The old one holds no more, or a while longer. */
async function rotate({ world, model, random }: Stage): Promise<Came> {
  if (world.disk.isFull) return without("disk full");
  const old = random.pick(model.registry.credentials.filter(({ holds }) => holds));
  const overlaps = random.percent(50);
  const said = await succeed(world, "department", "rotate", old.id, "--overlap", overlaps ? "90d" : "1s", "--json");
  const { token, id } = JSON.parse(said);
  // By a clock that goes back, what has just ended may hold again: nobody shows it any more.
  const others = model.registry.credentials.filter((each) => overlaps || each.id !== old.id);
  model.registry.credentials = [...others, { ...old, id, token }].slice(-24);
  await opens(world, token);
  if (overlaps) await opens(world, old.token);
  return took(overlaps ? "both hold" : "one holds");
}

/** Never the last of its kind, so that there is somebody to act. */
async function revoke(stage: Stage): Promise<Came> {
  const { world, model, random } = stage;
  if (world.disk.isFull) return without("disk full");
  const holding = model.registry.credentials.filter(({ holds }) => holds);
  const spare = holding.filter((one) =>
    holding.some((each) => each.id !== one.id && each.department === one.department && each.scope === one.scope),
  );
  if (spare.length === 0) return without("none to spare");
  const { id, token } = random.pick(spare);
  await succeed(world, "department", "revoke", id);
  model.registry.credentials = model.registry.credentials.map((each) =>
    each.id === id ? { ...each, holds: false } : each,
  );
  const { status } = await world.registry(token, { name: "subgraphs" });
  must(status === 401, "a revoked token to open nothing", status);
  return took("revoked");
}

async function opens(world: World, token: string): Promise<void> {
  const { status } = await world.registry(token, { name: "subgraphs" });
  must(status === 200, "a token that holds to open the registry", status);
}

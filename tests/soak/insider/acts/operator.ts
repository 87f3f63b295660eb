/** What happens to the machine: the hub is started anew, the disk fills up, the clock goes wrong. */
import { type Act, type Came, type Stage, took, without } from "../act.ts";
import { must } from "../contradiction.ts";
import { reckon } from "../reckon.ts";
import type { World } from "../world.ts";

export const operatorActs: readonly Act[] = [
  {
    by: "operator",
    name: "restart",
    weight: 2,
    effects: { "as it was": "records, catalog, versions, drafts, decisions and trail are those of the model" },
    run: restart,
  },
  {
    by: "bad luck",
    name: "fill the disk",
    weight: 3,
    effects: { full: "from now on a change may be told as not made; none is told as made that is not there later" },
    isPossible: hasDisk,
    run: fillDisk,
  },
  {
    by: "operator",
    name: "free the disk",
    weight: 5,
    effects: { "as it was": "the hub becomes ready by itself; all is that of the model" },
    isPossible: hasDisk,
    run: freeDisk,
  },
  {
    by: "bad luck",
    name: "step the clock",
    weight: 3,
    effects: {
      forward: "nothing that is looked at afterwards changes by it",
      back: "nothing that is looked at afterwards changes by it",
    },
    run: stepClock,
  },
];

/** A disk can be filled where it is one of the soak's own, and the databases are on it. */
function hasDisk({ disk, isOnSqlite }: World): boolean {
  return disk.canBeFilled && isOnSqlite;
}

async function restart(stage: Stage): Promise<Came> {
  await stage.world.hub().stop("SIGTERM");
  await startAgain(stage);
  return took("as it was");
}

/** On a full disk it may not start, and says so; with room it does, and all is as the model says. */
export async function startAgain(stage: Stage): Promise<void> {
  const { world } = stage;
  if (world.disk.isFull) {
    await world.hub().stop("SIGKILL");
    world.disk.free();
  }
  must(await world.start(), "the hub to start", world.hub().log());
  await reckon(stage);
}

/** So few bytes are left that a change may find room or not. */
const mostLeftBytes = 200_000;

async function fillDisk({ world, random }: Stage): Promise<Came> {
  world.disk.fill(random.below(mostLeftBytes));
  return took("full");
}

async function freeDisk(stage: Stage): Promise<Came> {
  if (!stage.world.disk.isFull) return without("free already");
  stage.world.disk.free();
  await reckon(stage);
  return took("as it was");
}

const hourMs = 3_600_000;
const mostShiftMs = 72 * hourMs;

async function stepClock({ world, random }: Stage): Promise<Came> {
  const { clock } = world;
  const step = Math.round((random.below(4_000) / 1_000 - 1.5) * hourMs);
  const shift = Math.max(-hourMs, Math.min(mostShiftMs, clock.shiftMs + step));
  const word = shift < clock.shiftMs ? "back" : "forward";
  clock.set(shift);
  await clock.reached(world.hub().pid);
  return took(word);
}

/** What happens to the machine: the hub is started anew, the disk fills up, the clock goes wrong. */
import type { Act, Stage } from "../act.ts";
import { must } from "../contradiction.ts";
import { reckon } from "../reckon.ts";

export const operatorActs: readonly Act[] = [
  { by: "operator", name: "restart", weight: 2, run: restart },
  { by: "bad luck", name: "fill the disk", weight: 3, run: fillDisk },
  { by: "operator", name: "free the disk", weight: 5, run: freeDisk },
  { by: "bad luck", name: "step the clock", weight: 3, run: stepClock },
];

async function restart(stage: Stage): Promise<string> {
  await stage.world.hub().stop("SIGTERM");
  return startAgain(stage);
}

/** On a full disk it may not start, and says so; with room it does, and all is as the model says. */
export async function startAgain(stage: Stage): Promise<string> {
  const { world } = stage;
  if (world.disk.isFull) {
    await world.hub().stop("SIGKILL");
    world.disk.free();
  }
  must(await world.start(), "the hub to start", world.hub().log());
  await reckon(stage);
  return "as it was";
}

/** So few bytes are left that a change may find room or not. */
const mostLeftBytes = 200_000;

async function fillDisk({ world, random }: Stage): Promise<string> {
  const left = random.below(mostLeftBytes);
  if (!world.disk.canBeFilled || !world.isOnSqlite) return "no disk of its own";
  world.disk.fill(left);
  return "full";
}

async function freeDisk(stage: Stage): Promise<string> {
  if (!stage.world.disk.isFull) return "free already";
  stage.world.disk.free();
  await reckon(stage);
  return "as it was";
}

const hourMs = 3_600_000;
const mostShiftMs = 72 * hourMs;

async function stepClock({ world, random }: Stage): Promise<string> {
  const { clock } = world;
  const step = Math.round((random.below(4_000) / 1_000 - 1.5) * hourMs);
  const shift = Math.max(-hourMs, Math.min(mostShiftMs, clock.shiftMs + step));
  const word = shift < clock.shiftMs ? "back" : "forward";
  clock.set(shift);
  await clock.reached(world.hub().pid);
  return word;
}

/** A file system of a few megabytes that fills up: only where this machine lets the test mount one. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, test } from "@jest/globals";

const mounted: string[] = [];

afterAll(() => {
  for (const folder of mounted) {
    spawnSync("umount", [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Undefined where nothing can be mounted. */
export function mountSmallDisk(megabytes: number): string | undefined {
  const folder = mkdtempSync(path.join(tmpdir(), "jinkatsu-disk-"));
  if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]).status !== 0) {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  mounted.push(folder);
  return folder;
}

export function enlargeDisk(folder: string, megabytes: number): void {
  spawnSync("mount", ["-o", `remount,size=${megabytes}m`, folder]);
}

/** Shown as skipped on machines that mount nothing. */
export const testWithSmallDisk = canMount() ? test : test.skip;

function canMount(): boolean {
  return mountSmallDisk(1) !== undefined;
}

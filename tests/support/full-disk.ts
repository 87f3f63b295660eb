/** A disk of a test's own, small enough to be filled up; unmounted after the test file. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe } from "@jest/globals";

const mounted: string[] = [];

// A database that is still open keeps its disk until it is closed.
afterAll(() => {
  for (const folder of mounted) {
    execFileSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true, force: true });
  }
});

export interface SmallDisk {
  readonly folder: string;
  fill(): void;
  free(): void;
}

export function mountSmallDisk(megabytes: number): SmallDisk {
  const folder = newFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  mounted.push(folder);
  const filler = path.join(folder, ".filler");
  return {
    folder,
    fill() {
      for (const size of [64 * 1024, 4096]) while (append(filler, size));
    },
    free: () => rmSync(filler, { force: true }),
  };
}

function append(file: string, bytes: number): boolean {
  try {
    writeFileSync(file, Buffer.alloc(bytes), { flag: "a" });
    return true;
  } catch {
    return false;
  }
}

/** Where nothing can be mounted, the tests are shown as skipped. */
export const describeWithSmallDisk = canMount() ? describe : describe.skip;

function canMount(): boolean {
  const folder = newFolder();
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", folder], { stdio: "ignore" });
    execFileSync("umount", [folder]);
    return true;
  } catch {
    process.stderr.write("\nNo tmpfs can be mounted here: tests of a full disk are SKIPPED.\n");
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function newFolder(): string {
  return mkdtempSync(path.join(tmpdir(), "jinkatsu-disk-"));
}

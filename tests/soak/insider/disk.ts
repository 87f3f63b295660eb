/** A disk of the soak's own, which can be filled and freed; a plain folder where nothing can be mounted. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import path from "node:path";

export interface Disk {
  readonly folder: string;
  readonly canBeFilled: boolean;
  readonly isFull: boolean;
  /** Leaves so many bytes, or a page less. */
  fill(leftBytes: number): void;
  free(): void;
  unmount(): void;
}

export function mountDisk(folder: string, megabytes: number): Disk {
  mkdirSync(folder);
  const canBeFilled = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]).status === 0;
  const ballast = path.join(folder, "ballast");
  let isFull = false;
  return {
    folder,
    canBeFilled,
    get isFull() {
      return isFull;
    },
    fill(leftBytes) {
      isFull = true;
      const { bavail, bsize } = statfsSync(folder);
      writeZeros(ballast, Math.max(0, bavail * bsize - leftBytes));
    },
    free() {
      rmSync(ballast, { force: true });
      isFull = false;
    },
    unmount() {
      if (canBeFilled) spawnSync("umount", [folder]);
    },
  };
}

const block = Buffer.alloc(1024 * 1024);

/** As many as there is room for: the hub may write at the same time. */
function writeZeros(file: string, bytes: number): void {
  const handle = openSync(file, "a");
  try {
    for (let left = bytes; left > 0; left -= block.length) writeSync(handle, block, 0, Math.min(left, block.length));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    closeSync(handle);
  }
}

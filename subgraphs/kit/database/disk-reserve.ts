/** What is left of the disk for records and the audit's trail, by whatever can do without room. */
import { statfs } from "node:fs/promises";
import type { Settings } from "../settings.ts";

const mebibyte = 1024 * 1024;

/**
 * Whether the volume of the data folder has more free than is reserved. A database server keeps its files elsewhere: what it has free
 * nobody is told, and it says itself when there is none.
 */
export async function hasReserve(
  settings: Pick<Settings, "dataFolder" | "databaseUrl" | "diskReserve">,
): Promise<boolean> {
  const { dataFolder, databaseUrl, diskReserve = 0 } = settings;
  if (databaseUrl !== undefined || diskReserve === 0) return true;
  // Where there is no folder yet, whoever makes it finds out.
  const volume = await statfs(dataFolder).catch(() => undefined);
  return volume === undefined || volume.bavail * volume.bsize > diskReserve * mebibyte;
}

/**
 * What was revoked stays revoked when an older backup is put back: tokens of the registry are held to what is known of them at
 * the place that is replaced. Of those that hold afterwards without that being known, the operator is told.
 */
import { backedUpNames } from "#kit/backup/backed-up-names.ts";
import type { Place } from "#kit/backup/place.ts";
import type { PortableTable, Row } from "#kit/backup/portable-table.ts";
import type { Rewriting } from "#kit/backup/restore-backup.ts";
import {
  createTextReader,
  type KnownTokens,
  readKnownTokensApart,
  registryName,
  type Target,
  tokenTableName,
} from "./known-tokens.ts";

export interface RevivedToken {
  readonly id: string;
  readonly department: string;
  readonly label: string;
}

export interface KeptRevocations extends Rewriting {
  /** Tokens that hold now, and of which nobody knows whether they were revoked since; complete after the restore. */
  readonly revived: readonly RevivedToken[];
  /** Whether nothing was there: what lay beside it may be lost as well. */
  readonly wasEmpty: boolean;
}

export async function keepRevocations(
  place: Place,
  target: Target,
  now = new Date().toISOString(),
): Promise<KeptRevocations> {
  const wasEmpty = (await place.existing(backedUpNames())).length === 0;
  const known = await knownAt(place, target);
  const revived = new Map<string, RevivedToken>();
  return {
    wasEmpty,
    get revived() {
      return [...revived.values()];
    },
    rewriting(name, described) {
      if (name !== registryName || described.name !== tokenTableName) return undefined;
      const textOf = createTextReader(described);
      return (row) => {
        const id = textOf(row, "id");
        const token = known.get(id);
        const revokedAt = token?.revokedAt ?? textOf(row, "revoked_at");
        const expiresAt = [textOf(row, "expires_at"), token?.expiresAt ?? ""].filter((each) => each !== "").sort()[0];
        if (!token && revokedAt === "" && String(expiresAt) > now)
          revived.set(id, { id, department: textOf(row, "department"), label: textOf(row, "label") });
        return withValues(described, row, {
          revoked_at: revokedAt === "" ? null : revokedAt,
          expires_at: expiresAt ?? "",
        });
      };
    },
  };
}

function withValues({ columns }: PortableTable, row: Row, values: Readonly<Record<string, string | null>>): Row {
  return row.map((value, index) => {
    const name = columns[index]?.name ?? "";
    return name in values ? (values[name] ?? null) : value;
  });
}

/** Nothing of a registry that is not there, or is none any more. */
async function knownAt(place: Place, target: Target): Promise<KnownTokens> {
  if ((await place.existing([registryName])).length === 0) return new Map();
  try {
    return await readKnownTokensApart(target);
  } catch {
    return new Map();
  }
}

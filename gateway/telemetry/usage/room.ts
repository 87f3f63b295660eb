/** How large the record of use is, and may be. */
import type { Database } from "#kit/database/open.ts";
import type { Config } from "../../config.ts";

const mebibyte = 1024 * 1024;

export async function isWithinBudget(
  database: Database,
  { usageMegabytes }: Pick<Config, "usageMegabytes">,
): Promise<boolean> {
  return (await bytesIn(database)) < usageMegabytes * mebibyte;
}

/** What the record takes, without what was freed in it. */
export async function bytesIn({ dialect, reader }: Database): Promise<number> {
  if (dialect === "sqlite") {
    const [found]: readonly { readonly bytes: number }[] = await reader.query(
      `SELECT (pages.page_count - free.freelist_count) * size.page_size AS bytes
       FROM pragma_page_count AS pages, pragma_freelist_count AS free, pragma_page_size AS size`,
    );
    return Number(found?.bytes ?? 0);
  }
  // The server's figures are as old as its last count of them.
  await reader.query("ANALYZE TABLE usage_operation, usage_coordinate, usage_count");
  const [found]: readonly { readonly bytes: string | number | null }[] = await reader.query(
    `SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name IN ('usage_operation', 'usage_coordinate', 'usage_count')`,
  );
  return Number(found?.bytes ?? 0);
}

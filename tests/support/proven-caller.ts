/** A program that shows a token, as others do not. */
import { issueDevelopmentToken } from "../../gateway/access/development-token.ts";

/** Headers of one that gives this name, to a hub with this data folder. */
export async function provenCaller(dataFolder: string, name: string): Promise<Record<string, string>> {
  const wanted = { roles: ["operator"] as const, holdsFor: 600, subject: name };
  const token = await issueDevelopmentToken(wanted, { mode: "development", dataFolder });
  return { authorization: `Bearer ${token}`, "graphql-client-name": name };
}

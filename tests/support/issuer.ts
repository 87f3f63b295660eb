/** An issuer of tokens that ends with the tests of its file. */
import { afterAll } from "@jest/globals";
import type { Issuer as TrustedIssuer } from "../../gateway/access/issuers.ts";
import { type AnswerMore, audience, type Issuer, serveIssuer } from "./serve-issuer.ts";

export { audience, goodClaims, type Issuer } from "./serve-issuer.ts";

const open: Issuer[] = [];

afterAll(async () => {
  await Promise.all(open.map((issuer) => issuer.stop()));
});

export async function startIssuer(answerMore?: AnswerMore): Promise<Issuer> {
  const issuer = await serveIssuer(answerMore);
  open.push(issuer);
  return issuer;
}

/** As a hub is told of it, which believes it these roles. */
export function trusted(
  { setting }: Issuer,
  roles: TrustedIssuer["roles"] = ["portal", "member", "approver", "auditor"],
  more: Partial<TrustedIssuer> = {},
): TrustedIssuer {
  const stated = setting as Omit<TrustedIssuer, "audience" | "roles" | "scopes">;
  return { ...stated, audience: [audience], roles, scopes: "all", ...more };
}

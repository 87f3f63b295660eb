/** An issuer of tokens that ends with the tests of its file. */
import { afterAll } from "@jest/globals";
import { type AnswerMore, type Issuer, serveIssuer } from "./serve-issuer.ts";

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

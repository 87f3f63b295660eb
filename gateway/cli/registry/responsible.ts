/** Who answers for a token of the registry: said as the `sub` of that person's tokens, or as the history shows it. */
import { Option } from "commander";
import { developmentIssuer } from "../../access/development-key.ts";
import { toSubject } from "../../access/subject.ts";
import { readConfig } from "../../config.ts";
import { registryErrors } from "../../registry/errors.ts";
import type { Terminal } from "../terminal.ts";

export interface ResponsibleFlags {
  readonly responsible?: string;
  readonly issuer?: string;
}

export function responsibleOptions({ say }: Terminal): readonly Option[] {
  return [
    new Option(
      "--responsible <subject>",
      say({
        ja: "責任を負う職員。その人のトークンの sub か、履歴の person の番号",
        en: "the person who answers for it: the sub of that person's tokens, or the number after person in the history",
      }),
    ),
    new Option(
      "--issuer <url>",
      say({ ja: "その sub の発行者", en: "whose sub it is, where there are several issuers" }),
    ),
  ];
}

/** Undefined where nobody is named. @throws HubError TOKEN_RESPONSIBLE_UNCLEAR */
export function responsibleIn({ responsible, issuer }: ResponsibleFlags): string | undefined {
  if (responsible === undefined || /^[0-9a-f]{16}$/.test(responsible)) return responsible;
  return toSubject(issuerNamed(issuer), responsible);
}

function issuerNamed(named: string | undefined): string {
  const { issuers, mode } = readConfig();
  const known = issuers.map(({ issuer }) => issuer);
  // The hub's own believes itself in development, where there may be no other.
  const choices = known.length === 0 && mode === "development" ? [developmentIssuer] : known;
  const found = named === undefined && choices.length === 1 ? choices[0] : choices.find((each) => each === named);
  if (found === undefined) throw registryErrors.responsibleUnclear(choices);
  return found;
}

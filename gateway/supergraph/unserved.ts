/** What a subgraph asks of its gateway that this one does not do, in the author's own words and lines: found before anything is composed. */
import { FEDERATION_VERSIONS } from "@apollo/federation-internals";
import { type ASTNode, type DirectiveNode, type DocumentNode, GraphQLError, visit } from "graphql";
import type { Bilingual } from "#kit/errors.ts";
import { type Link, linksOf } from "#kit/identity/linked-rules.ts";

export interface Unserved {
  readonly code: "DIRECTIVE_NOT_SERVED" | "FEDERATION_VERSION_NOT_SERVED";
  readonly message: Bilingual;
  /** What to do instead. */
  readonly remedy: Bilingual;
}

/** With what is told of each as the extension `unserved`. */
export function unservedFaults(document: DocumentNode, subgraph: string): readonly GraphQLError[] {
  return linksOf(document).flatMap((link) => {
    if (link.feature === "connect") return connectorFaults(link, document, subgraph);
    return link.feature === "federation" && !known.includes(link.version) ? [versionFault(link, subgraph)] : [];
  });
}

/** What an error of composing tells, where it is of this kind. */
export function unservedOf({ extensions: { unserved } }: GraphQLError): Unserved | undefined {
  return isUnserved(unserved) ? unserved : undefined;
}

function isUnserved(value: unknown): value is Unserved {
  return typeof value === "object" && value !== null && "remedy" in value;
}

const known = FEDERATION_VERSIONS.versions().map((version) => `v${version.major}.${version.minor}`);
const { major, minor } = FEDERATION_VERSIONS.latest().version;
const newest = `v${major}.${minor}`;

function versionFault({ node, version }: Link, subgraph: string): GraphQLError {
  return faultAt(node, subgraph, {
    code: "FEDERATION_VERSION_NOT_SERVED",
    message: {
      ja: `@link が federation ${version} を求めていますが、このハブの合成器が知るのは ${newest} までです。`,
      en: `@link asks for federation ${version}, and the composer of this hub knows no version but up to ${newest}.`,
    },
    remedy: {
      ja: `${newest} を取り込み、それより新しいディレクティブは除いてください。`,
      en: `Link ${newest}, and leave out the directives that are newer.`,
    },
  });
}

/** Each use, or else the link that brings it. */
function connectorFaults(link: Link, document: DocumentNode, subgraph: string): readonly GraphQLError[] {
  const uses: DirectiveNode[] = [];
  visit(document, {
    Directive: (node) => {
      if (isOfConnectors(node, link)) uses.push(node);
    },
  });
  const places = uses.length > 0 ? uses : [link.node];
  return places.map((node) => faultAt(node, subgraph, connector(`@${node.name.value}`, link.url)));
}

function isOfConnectors({ name: { value } }: DirectiveNode, { as, imports }: Link): boolean {
  const own = as ?? "connect";
  return value === own || value.startsWith(`${own}__`) || imports.some((each) => each.as === `@${value}`);
}

function connector(directive: string, url: string): Unserved {
  return {
    code: "DIRECTIVE_NOT_SERVED",
    message: {
      ja: `${directive}（${url}）は使えません。このハブはサブグラフだけを呼び、ほかの API を自分では呼びません。`,
      en: `${directive} (${url}) is not served: this hub calls subgraphs, and no other API by itself.`,
    },
    remedy: {
      ja: "サブグラフのリゾルバーでその API を呼び、このディレクティブと @link を除いてください。",
      en: "Call that API in a resolver of your subgraph, and take out the directive and its @link.",
    },
  };
}

function faultAt(node: ASTNode, subgraph: string, unserved: Unserved): GraphQLError {
  const line = node.loc?.startToken.line;
  const message = `[${subgraph}] line ${line}: ${unserved.message.en} ${unserved.remedy.en}`;
  return new GraphQLError(message, { nodes: node, extensions: { code: unserved.code, unserved } });
}

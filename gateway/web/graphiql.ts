/** GraphiQL, served from this machine: the page and the four files it needs. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const { resolve } = createRequire(import.meta.url);

function packaged(file: string): string {
  // The packages export no such path by name, but each exports its own package.json or an entry beside it.
  const [name = "", ...rest] = file.split("/");
  return path.join(path.dirname(resolve(`${name}/package.json`)), ...rest);
}

function asset(type: string, file: string): Asset {
  return { type: `${type}; charset=utf-8`, body: readFileSync(file) };
}

function own(name: string): string {
  return path.join(import.meta.dirname, name);
}

export const graphiqlPage: Asset = asset("text/html", own("graphiql.html"));

/** By URL path. */
export const graphiqlAssets: ReadonlyMap<string, Asset> = new Map([
  ["/graphiql/react.js", asset("text/javascript", packaged("react/umd/react.production.min.js"))],
  ["/graphiql/react-dom.js", asset("text/javascript", packaged("react-dom/umd/react-dom.production.min.js"))],
  ["/graphiql/graphiql.js", asset("text/javascript", packaged("graphiql/graphiql.min.js"))],
  ["/graphiql/graphiql.css", asset("text/css", packaged("graphiql/graphiql.min.css"))],
  ["/graphiql/page.js", asset("text/javascript", own("page.js"))],
  ["/graphiql/page.css", asset("text/css", own("page.css"))],
]);

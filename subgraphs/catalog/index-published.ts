/** Makes of published departments what the catalog follows: the feed of one that stays where it is is the same each time. */
import { type FeedSource, feedOverHttp } from "#kit/feed/source.ts";
import type { WayTo } from "#kit/network/ask-subgraph.ts";
import type { ListedDepartment } from "#kit/server/department-list.ts";
import type { CatalogDepartment } from "./open.ts";

interface Known {
  readonly departments: readonly CatalogDepartment[];
  /** Whether a known department is where it was; if not, it has moved out and is followed at its address. */
  readonly isWhereItWas: (published: ListedDepartment) => boolean;
  readonly wayTo: WayTo;
}

export function createIndexing({ departments, isWhereItWas, wayTo }: Known) {
  const known = new Map(departments.map((department) => [department.name, department]));
  const feeds = new Map<string, FeedSource>();
  return (published: ListedDepartment): CatalogDepartment => {
    const { name, title, sdl, url } = published;
    const own = known.get(name);
    if (own && isWhereItWas(published)) return { ...own, sdl };
    const feed = feeds.get(`${name} ${url}`) ?? feedOverHttp(url, wayTo(name));
    feeds.set(`${name} ${url}`, feed);
    return { name, title: own?.title ?? title ?? { ja: name, en: name }, sdl, feed };
  };
}

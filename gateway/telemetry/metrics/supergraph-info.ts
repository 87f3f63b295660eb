/** Which supergraph is served, as a metric. */
import { createHash } from "node:crypto";
import type { Family } from "./family.ts";
import { gauge } from "./instruments.ts";

interface Served {
  readonly origin: string;
  readonly sdl?: string;
}

export function supergraphInfo({ origin, sdl }: Served): Family {
  const digest = sdl === undefined ? "" : createHash("sha256").update(sdl).digest("hex");
  const description = {
    name: "jinkatsu_supergraph_info",
    help: "The supergraph that is served, by its SHA-256 and where it came from.",
    labels: ["digest", "origin"],
  };
  return gauge(description, [[1, digest, origin]], "max");
}

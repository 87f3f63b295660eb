/** What is asked of the registry over HTTP, and what it answers. */
import type { Desk } from "../publish/desk.ts";
import type { Actor } from "./actor.ts";
import type { Body } from "./body.ts";

export interface Asked {
  readonly actor: Actor;
  readonly desk: Desk;
  /** Of the address. */
  readonly query: URLSearchParams;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type Read = (asked: Asked) => Promise<Answer>;
export type Change = (asked: Asked, body: Body) => Promise<Answer>;

export const ok = (body: unknown): Answer => ({ status: 200, body });

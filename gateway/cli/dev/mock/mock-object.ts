/** One object of a mock: nothing but what tells it from others, since every value in it follows from that. */
import { isJsonObject } from "../../../execution/json.ts";

export interface MockObject {
  readonly __typename: string;
  /** The same for the same keys, in every mock and every run. */
  readonly token: string;
  /** Fields that are given and not made up: those of a key, or of a page. */
  readonly known: Readonly<Record<string, unknown>>;
  /** What texts in it are about. */
  readonly label: string;
  /** Type of the record that it is a part of; its own where it is one. */
  readonly owner: string;
}

export function isMockObject(value: unknown): value is MockObject {
  return isJsonObject(value) && "token" in value && "known" in value;
}

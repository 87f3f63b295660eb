/** Reads what is sent to the registry: a JSON object whose parts are what they should be, or nothing at all. */
import type { IncomingMessage } from "node:http";
import { errors } from "#kit/errors.ts";
import { readBody, tooLarge } from "#kit/server/read-body.ts";
import { registryErrors } from "../errors.ts";

/** A schema of 512 KiB, each of whose bytes may take more than one in JSON. */
const largestBody = 2 * 1024 * 1024;

export interface Body {
  /** As it came. */
  readonly sent: Readonly<Record<string, unknown>>;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  /** None if left out. */
  texts(name: string): readonly string[];
  optionalVersion(name: string): number | undefined;
  version(name: string): number;
  /** False if left out. */
  choice(name: string): boolean;
}

/** @throws HubError CONTENT_TYPE_UNSUPPORTED, BODY_TOO_LARGE, BODY_NOT_JSON */
export async function readJson(request: IncomingMessage): Promise<Body> {
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw errors.contentTypeUnsupported();
  const body = await readBody(request, largestBody);
  if (body === tooLarge) throw errors.bodyTooLarge(largestBody);
  return bodyOf(objectIn(body));
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Told below.
  }
  throw errors.bodyNotJson();
}

function bodyOf(given: Readonly<Record<string, unknown>>): Body {
  const optionalText = (name: string) => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "string" || /[\0\uD800-\uDFFF]/u.test(value)) throw registryErrors.requestInvalid(name);
    return value;
  };
  const optionalVersion = (name: string) => {
    const value = given[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
      throw registryErrors.requestInvalid(name);
    return value;
  };
  const present = <Value>(name: string, value: Value | undefined): Value => {
    if (value === undefined) throw registryErrors.requestInvalid(name);
    return value;
  };
  return {
    sent: given,
    optionalText,
    texts: (name) => {
      const value = given[name] ?? [];
      if (!Array.isArray(value) || !value.every((each) => typeof each === "string"))
        throw registryErrors.requestInvalid(name);
      return value;
    },
    optionalVersion,
    choice: (name) => {
      const value = given[name] ?? false;
      if (typeof value !== "boolean") throw registryErrors.requestInvalid(name);
      return value;
    },
    text: (name) => present(name, optionalText(name)),
    version: (name) => present(name, optionalVersion(name)),
  };
}

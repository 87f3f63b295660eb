/** The code of an error of the system or of a driver, such as `ECONNREFUSED`; undefined where it has none. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
}

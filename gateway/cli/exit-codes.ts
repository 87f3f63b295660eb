/** What a command's exit code says to a script. */

export const exitCodes = {
  ok: 0,
  /** The command ran and found something: a rejected row. */
  findings: 1,
  usage: 2,
  /** The command could not do its work: a file, a database or a setting stood in the way. */
  failed: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

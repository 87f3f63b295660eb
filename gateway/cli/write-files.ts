/** A file that a command writes. */

export interface WrittenFile {
  /** Relative to the folder. */
  readonly file: string;
  readonly text: string;
}

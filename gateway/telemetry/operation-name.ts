/** The name of an operation where it is shown or kept: whoever asks writes it, and may write a book. */

const longest = 64;

export function shownOperationName(name: string | undefined): string | undefined {
  return name?.slice(0, longest);
}

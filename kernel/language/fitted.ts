// A text of another's length.

/** `text` with blanks, and with as many line ends as `place` has, so that it takes exactly its room. */
export function fitted(text: string, place: string): string {
  const lines = place.split('\n').length - text.split('\n').length;
  return text + ' '.repeat(Math.max(0, place.length - text.length - lines)) + '\n'.repeat(lines);
}

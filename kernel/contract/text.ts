// Cutting text: never through a character that is two UTF-16 units.

/** `end`, or one less where that would keep only the first half of a character. */
export function wholeEnd(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

// What the beginning of a CSV text shows: its separator, its line breaks, and whether its dates can be told.

const separators = [',', ';', '\t', '|'];

/** The separator that the first line has most of, outside of quotes. */
export function guessSeparator(head: string): string {
  const line = (firstLine(head) ?? '').replace(/"[^"]*"/g, '');
  const counts = separators.map((separator) => line.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))]!;
}

function firstLine(head: string): string | undefined {
  return head.split(/\r\n|\r|\n/).find((line) => line.trim() !== '');
}

/** Old Macs end lines by a carriage return alone. */
export function endsByReturn(head: string): boolean {
  return head.includes('\r') && !head.includes('\n');
}

/** 01/02/2020 may be January or February: such dates are read only by a format. */
export function hasAmbiguousDates(head: string): boolean {
  return /\b\d{1,2}[/-]\d{1,2}[/-]\d{4}\b/.test(head);
}

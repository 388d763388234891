// Text in other encodings than UTF-8, as Node decodes them.
import type { Opened } from './source.js';

/** Names that Excel and Python have for an encoding, which the web's standard has under another. */
const otherNames: Readonly<Record<string, string>> = {
  cp949: 'windows-949',
  ms949: 'windows-949',
  uhc: 'windows-949',
  cp932: 'shift_jis',
  cp1252: 'windows-1252',
  'utf-8-sig': 'utf-8',
};

/** The encoding that a file begins with, by its byte order mark; else the one given; else UTF-8. */
export function encodingOf(where: string, head: Uint8Array, given: string | undefined): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const label = (given ?? 'utf-8').toLowerCase();
  return decoder(where, otherNames[label] ?? label).encoding;
}

/** The whole text, as UTF-8. */
export async function decoded(where: string, source: Opened, encoding: string): Promise<Uint8Array> {
  const bytes = await source.bytes();
  try {
    return Buffer.from(decoder(where, encoding).decode(bytes));
  } catch (cause) {
    throw notEncoded(where, source, encoding, cause);
  }
}

function decoder(where: string, label: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch (cause) {
    throw new Error(
      `${where}: expected an encoding, such as 'utf-8', 'euc-kr' (also for CP949), 'shift_jis' or 'windows-1252'. ` +
        `Received: '${label}', which is not known.`,
      { cause },
    );
  }
}

/** An error about bytes that the encoding does not have, which guesses what they are. */
export function notEncoded(where: string, { name, head }: Opened, encoding: string, cause?: unknown): Error {
  const guess = encoding === 'utf-8' && looksKorean(head) ? 'euc-kr' : 'windows-1252';
  const why =
    guess === 'euc-kr' ? 'It looks like a Korean file of Excel:' : 'If another program wrote it, try';
  return new Error(
    `${where}: expected text in ${encoding}. Received: ${name}, with bytes that are none. ` +
      `${why} { encoding: '${guess}' }.`,
    { cause },
  );
}

function looksKorean(head: Uint8Array): boolean {
  // The head may end within a letter.
  const text = new TextDecoder('euc-kr').decode(head.subarray(0, 4096));
  const hangul = text.match(/[\uac00-\ud7a3]/g)?.length ?? 0;
  const broken = text.match(/\ufffd/g)?.length ?? 0;
  return hangul > 0 && broken <= 1;
}

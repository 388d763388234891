// Tells whether bytes are the ones a data set was published with.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { ChecksumError } from './errors.js';
import type { Fingerprint, SourceFile } from './source-file.js';

const gunzipBytes = promisify(gunzip);

/** SHA-256 as 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** True where the bytes carry one of the file's fingerprints. */
export async function isGenuine(file: SourceFile, bytes: Uint8Array): Promise<boolean> {
  for (const fingerprint of file.fingerprints) {
    if ((await digest(fingerprint.of, bytes)) === fingerprint.sha256) return true;
  }
  return false;
}

/** Throws a `ChecksumError` that names the source, what was expected and what came. */
export async function requireGenuine(file: SourceFile, bytes: Uint8Array, source: string): Promise<void> {
  if (await isGenuine(file, bytes)) return;
  const expected = file.fingerprints.map((print) => `${print.sha256} (${print.of})`).join(' or ');
  throw new ChecksumError(
    `${file.path} from ${source} is not the published file, so it was thrown away. ` +
      `Expected SHA-256 ${expected}, received ${sha256(bytes)} in ${bytes.length} bytes. ` +
      'Mend or replace the file at its source, or leave that source out (TENSORCELL_DATA_MIRROR).',
  );
}

async function digest(of: Fingerprint['of'], bytes: Uint8Array): Promise<string> {
  if (of === 'file') return sha256(bytes);
  try {
    return sha256(await gunzipBytes(bytes));
  } catch {
    return 'not gzip';
  }
}

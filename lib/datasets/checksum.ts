// Tells whether bytes are the ones a data set was published with.
import { createHash } from 'node:crypto';
import { ChecksumError, reasonOf } from './errors.js';
import { gunzipFile } from './gunzip.js';
import type { Fingerprint, Origin, SourceFile } from './source-file.js';

/** SHA-256 as 64 lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** MD5 as 32 lower-case hexadecimal digits. */
export function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

/** The fingerprint that the bytes carry, or undefined where they are not the file. */
export async function identify(
  file: SourceFile,
  bytes: Uint8Array,
  origin: Origin,
): Promise<Fingerprint | undefined> {
  for (const fingerprint of file.fingerprints) {
    if (await carries(file, bytes, fingerprint, origin)) return fingerprint;
  }
  return undefined;
}

/** A `ChecksumError` that names the source, what was expected and what came. */
export async function wrongBytes(
  file: SourceFile,
  bytes: Uint8Array,
  source: string,
): Promise<ChecksumError> {
  const expected = file.fingerprints.map(fingerprintText).join(' or ');
  const isUnpacked = file.fingerprints.some((fingerprint) => fingerprint.of === 'gunzipped');
  const damage = isUnpacked ? await gunzipFile(file, bytes).then(() => '', reasonOf) : '';
  return new ChecksumError(
    `${file.path} from ${source} is not the published file, so it was thrown away. ` +
      `Expected ${expected}, received ${receivedText(file, bytes)} in ${bytes.length} bytes. ${damage && `${damage} `}` +
      'Fix or replace the file at its source, or leave that source out (TENSORCELL_DATA_MIRROR).',
  );
}

async function carries(
  file: SourceFile,
  bytes: Uint8Array,
  fingerprint: Fingerprint,
  origin: Origin,
): Promise<boolean> {
  switch (fingerprint.of) {
    case 'file':
      return sha256(bytes) === fingerprint.sha256;
    case 'gunzipped':
      return (await unpackedSha256(file, bytes)) === fingerprint.sha256;
    case 'md5':
      return md5(bytes) === fingerprint.md5;
    case 'size':
      return origin === 'public' && bytes.length === fingerprint.bytes;
    case 'nothing':
      return true;
  }
}

async function unpackedSha256(file: SourceFile, bytes: Uint8Array): Promise<string | undefined> {
  try {
    return sha256(await gunzipFile(file, bytes));
  } catch {
    return undefined;
  }
}

/** By the checksum that was expected. */
const receivedText = ({ fingerprints }: SourceFile, bytes: Uint8Array): string =>
  fingerprints.every(({ of }) => of === 'md5') ? `MD5 ${md5(bytes)}` : `SHA-256 ${sha256(bytes)}`;

function fingerprintText(fingerprint: Fingerprint): string {
  if (fingerprint.of === 'size') return `${fingerprint.bytes} bytes from the public address`;
  if (fingerprint.of === 'md5') return `MD5 ${fingerprint.md5}`;
  if (fingerprint.of === 'nothing') return 'any bytes';
  return `SHA-256 ${fingerprint.sha256}${fingerprint.of === 'gunzipped' ? ' of the unpacked content' : ''}`;
}

// From a file's description to its verified bytes: cache, then mirror, then public address.
import { host } from '../host.js';
import { cachePath, readCached, writeCached } from './cache.js';
import { identify, wrongBytes } from './checksum.js';
import { reasonOf, SourceUnavailableError } from './errors.js';
import { withLock } from './lock.js';
import type { Fingerprint, SourceFile } from './source-file.js';
import { type Source, type SourceOptions, sourcesOf } from './sources.js';

/** A file's bytes with the fingerprint they carry. */
export interface FetchedFile {
  readonly bytes: Buffer;
  readonly fingerprint: Fingerprint;
}

const usualStallMs = 20_000;

/**
 * A file's bytes, checked by SHA-256.
 * @throws ChecksumError where a source delivers other bytes (they are never used nor kept)
 * @throws SourceUnavailableError where no source delivers; its message lists what each one said
 */
export async function fetchFile(
  file: SourceFile,
  options: Partial<SourceOptions> = {},
): Promise<FetchedFile> {
  const settings = { signal: options.signal ?? host().signal, stallMs: options.stallMs ?? usualStallMs };
  const cached = await readCached(file);
  if (cached) return cached;
  return withLock(cachePath(file.path), settings.signal, async () => {
    return (await readCached(file)) ?? (await fetchIntoCache(file, settings));
  });
}

async function fetchIntoCache(file: SourceFile, options: SourceOptions): Promise<FetchedFile> {
  const failures: string[] = [];
  for (const source of sourcesOf(file)) {
    try {
      const fetched = await readGenuine(source, file, options);
      await writeCached(file.path, fetched.bytes);
      return fetched;
    } catch (error) {
      // Wrong bytes are reported rather than stepped over: the user should know that the mirror delivers other bytes.
      if (!(error instanceof SourceUnavailableError)) throw error;
      failures.push(`  ${source.name}: ${reasonOf(error)}`);
    }
  }
  throw new SourceUnavailableError(
    `Could not get ${file.path} from anywhere:\n${failures.join('\n')}\n` +
      'Connect to the network, or let TENSORCELL_DATA_MIRROR name a folder or URL that has this file.',
  );
}

async function readGenuine(source: Source, file: SourceFile, options: SourceOptions): Promise<FetchedFile> {
  const { bytes, resumed } = await source.read(file, options);
  const fingerprint = await identify(file, bytes, source.origin);
  if (fingerprint) return { bytes, fingerprint };
  // A download that was gone on with may join two versions of a file: the second try starts from nothing.
  if (resumed) return readGenuine(source, file, options);
  throw await wrongBytes(file, bytes, source.name);
}

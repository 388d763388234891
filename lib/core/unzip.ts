// Zip archives, within the memory that their size allows.
import { type SizeLimit, unpackedLimit } from './size-limit.js';

/**
 * The entries of an archive that `accept` chooses, by name.
 * @throws Error for an archive that is damaged or announces more than `limit`
 */
export async function unzipEntries(
  archive: Uint8Array,
  accept: (name: string) => boolean,
  limit: SizeLimit = unpackedLimit(archive.length, 'an archive'),
): Promise<Map<string, Uint8Array>> {
  const { unzipSync } = await import('fflate');
  const files = unzipSync(archive, {
    filter({ name, originalSize }) {
      if (!accept(name)) return false;
      limit.take(`its entry ${JSON.stringify(name)}`, originalSize);
      return true;
    },
  });
  return new Map(Object.entries(files));
}

// Where a file may come from after the cache: the mirror that TENSORCELL_DATA_MIRROR names, then the public address.
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Delivery, download } from './download.js';
import { SourceUnavailableError } from './errors.js';
import { progressBar } from './progress.js';
import { mostBytesOf, type Origin, type SourceFile } from './source-file.js';

export interface SourceOptions {
  /** Stops the search; the user's Stop by default. */
  readonly signal: AbortSignal;
  /** A server silent for so many milliseconds has stalled. */
  readonly stallMs: number;
}

export interface Source {
  /** As an error names it. */
  readonly name: string;
  readonly origin: Origin;
  read(file: SourceFile, options: SourceOptions): Promise<Delivery>;
}

/** The sources in the order they are asked. */
export function sourcesOf(file: SourceFile): Source[] {
  const mirror = process.env.TENSORCELL_DATA_MIRROR;
  const published = addressSource('public', file.url);
  return mirror ? [mirrorSource(mirror, file), published] : [published];
}

function mirrorSource(mirror: string, file: SourceFile): Source {
  if (/^https?:/i.test(mirror)) {
    return addressSource('mirror', `${mirror.replace(/\/+$/, '')}/${file.path}`);
  }
  const folder = /^file:/i.test(mirror) ? fileURLToPath(mirror) : mirror;
  return folderSource(join(folder, ...file.path.split('/')));
}

function folderSource(path: string): Source {
  return {
    name: `the mirror ${path}`,
    origin: 'mirror',
    async read(file) {
      try {
        await requireSize(path, mostBytesOf(file));
        return { bytes: await readFile(path), resumed: false };
      } catch (error) {
        throw new SourceUnavailableError((error as Error).message, { cause: error });
      }
    },
  };
}

async function requireSize(path: string, most: number): Promise<void> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error(`${path} is not a file`);
  if (found.size > most)
    throw new Error(`${path} has ${found.size} bytes, where ${most} are expected at most`);
}

function addressSource(origin: 'mirror' | 'public', url: string): Source {
  return {
    name: `the ${origin === 'public' ? 'public address' : 'mirror'} ${url}`,
    origin,
    async read(file, options) {
      const progress = progressBar(`Fetching ${basename(file.path)}`, file.bytes);
      try {
        return await download(file, url, { ...options, progress });
      } finally {
        progress.end();
      }
    },
  };
}

// One file over HTTP: into a part file that the next attempt, or the next session, goes on with where it broke off.
import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { cachePath, readIfThere } from './cache.js';
import { asDiskError, DiskError, reasonOf, SourceUnavailableError } from './errors.js';
import type { Progress } from './progress.js';
import { mostBytesOf, type SourceFile } from './source-file.js';

export interface DownloadOptions {
  readonly progress: Progress;
  /** Ends the download, leaving the part file for the next time. */
  readonly signal: AbortSignal;
  /** A server silent for so many milliseconds has stalled. */
  readonly stallMs: number;
}

export interface Delivery {
  readonly bytes: Buffer;
  /** True where the beginning came from an earlier attempt, so that a wrong checksum may be that one's fault. */
  readonly resumed: boolean;
}

/** Attempts in a row that may bring no byte before the source counts as unavailable. */
const barrenAttempts = 2;
/** All attempts, for a server that gives a little each time. */
const mostAttempts = 50;

/** Brings a whole file into memory by way of its part file. */
export async function download(file: SourceFile, url: string, options: DownloadOptions): Promise<Delivery> {
  const part = partPath(file, url);
  await mkdir(dirname(part), { recursive: true });
  let resumed = false;
  let barren = 0;
  for (let attempts = 1; ; attempts++) {
    const before = await sizeOf(part);
    resumed ||= before > 0;
    try {
      await attempt(file, url, part, options);
      break;
    } catch (error) {
      if (options.signal.aborted || isFinal(error)) throw error;
      barren = (await sizeOf(part)) > before ? 0 : barren + 1;
      if (barren < barrenAttempts && attempts < mostAttempts) continue;
      throw new SourceUnavailableError(reasonOf(error), { cause: error });
    }
  }
  const bytes = await readFile(part);
  await discard(part);
  return { bytes, resumed };
}

function isFinal(error: unknown): boolean {
  return error instanceof SourceUnavailableError || error instanceof DiskError;
}

/** One request, from the part file's end on. Throws where it breaks off; what came is kept. */
async function attempt(file: SourceFile, url: string, part: string, options: DownloadOptions): Promise<void> {
  const stall = new AbortController();
  const timer = setTimeout(() => {
    stall.abort(new Error(`nothing came for ${options.stallMs / 1000} s`));
  }, options.stallMs);
  const have = await sizeOf(part);
  try {
    const response = await fetch(url, {
      headers: await requestHeaders(part, have),
      signal: AbortSignal.any([options.signal, stall.signal]),
    });
    const from = await placeToWrite(response, part, have);
    await keepValidator(part, response);
    await receive(file, response, part, from, options.progress, () => timer.refresh());
  } finally {
    clearTimeout(timer);
  }
}

async function requestHeaders(part: string, have: number): Promise<Record<string, string>> {
  // A server that packs on the way would make the bytes, and so the checksum, its own.
  const headers: Record<string, string> = { 'Accept-Encoding': 'identity' };
  if (have === 0) return headers;
  headers.Range = `bytes=${have}-`;
  const validator = await readIfThere(validatorPath(part));
  if (validator) headers['If-Range'] = validator.toString();
  return headers;
}

/** Where the response's bytes belong: after what is there, or at the start. */
async function placeToWrite(response: Response, part: string, have: number): Promise<number> {
  if (response.status === 200) return 0;
  const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  if (response.status === 206 && Number(range?.[1]) === have) return have;
  await response.body?.cancel();
  if (response.status === 206 || response.status === 416) {
    await discard(part);
    throw new Error(`the server did not go on from byte ${have}`);
  }
  const answer = `the server answered ${response.status} ${response.statusText}`.trim();
  throw response.status >= 500 ? new Error(answer) : new SourceUnavailableError(answer);
}

async function receive(
  file: SourceFile,
  response: Response,
  part: string,
  from: number,
  progress: Progress,
  alive: () => void,
): Promise<void> {
  const announced = response.headers.get('content-length');
  const end = announced === null ? undefined : from + Number(announced);
  const limit = mostBytesOf(file);
  const handle = await open(part, from === 0 ? 'w' : 'a');
  let size = from;
  try {
    for await (const chunk of response.body ?? []) {
      alive();
      size += await append(handle, chunk as Uint8Array, part);
      if (size > limit)
        throw new SourceUnavailableError(`it sent more than the ${file.bytes} bytes expected`);
      progress.update(size);
    }
  } finally {
    await handle.close();
    if (size > limit) await discard(part);
  }
  if (end !== undefined && size < end) throw new Error(`it broke off after ${size} of ${end} bytes`);
}

async function append(handle: FileHandle, chunk: Uint8Array, part: string): Promise<number> {
  try {
    await handle.writeFile(chunk);
    return chunk.length;
  } catch (error) {
    await discard(part);
    throw asDiskError(error, part);
  }
}

/** Each address has its own part file, since a mirror may pack the same content into other bytes. */
function partPath(file: SourceFile, url: string): string {
  const address = createHash('sha256').update(url).digest('hex').slice(0, 12);
  return `${cachePath(file.path)}.${address}.part`;
}

function validatorPath(part: string): string {
  return `${part}.validator`;
}

async function keepValidator(part: string, response: Response): Promise<void> {
  const etag = response.headers.get('etag');
  const strong = etag?.startsWith('W/') ? null : etag;
  const validator = strong ?? response.headers.get('last-modified');
  if (validator) await writeFile(validatorPath(part), validator);
}

async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(validatorPath(part), { force: true });
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

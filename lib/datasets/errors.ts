// What can go wrong between a data set's name and its bytes, in words for the user who asked for it.

/** No source could deliver a file: network away, mirror incomplete, server broken. */
export class SourceUnavailableError extends Error {
  override readonly name = 'SourceUnavailableError';
}

/** What is loaded, or, where no source could deliver it, what stands in. Any other failure stays one. */
export async function orStandIn<T>(
  load: () => Promise<T>,
  standIn: (reason: SourceUnavailableError) => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!(error instanceof SourceUnavailableError)) throw error;
    return standIn(error);
  }
}

/** A file arrived, but not with the bytes it must have. It is never used. */
export class ChecksumError extends Error {
  override readonly name = 'ChecksumError';
}

/** A file has the right checksum or came from the user, but its inside is not as its format says. */
export class DataFormatError extends Error {
  override readonly name = 'DataFormatError';
}

/** The message of anything thrown, with the system's reason that `fetch` hides in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof SourceUnavailableError) return error.message;
  const cause = error.cause instanceof Error ? ` (${error.cause.message || error.cause.name})` : '';
  return `${error.message}${cause}`;
}

/** A disk that takes no more, or takes nothing at all: no other source would help. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
}

const diskCodes = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', 'EROFS', 'EACCES', 'EPERM', 'ENOTDIR']);

/** The same error, or where the disk is at fault a `DiskError` that says what to do. */
export function asDiskError(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (!diskCodes.has(code ?? '')) return error;
  return new DiskError(
    `Could not write ${path}: ${reasonOf(error)}. ` +
      'Free some disk space, or let TENSORCELL_CACHE name a folder with room that you may write to.',
    { cause: error },
  );
}

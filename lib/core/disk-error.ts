// Why something cannot be written, in words that say what to do.

interface Reason {
  readonly what: string;
  readonly remedy: string;
}

const space = 'Free some space, or save elsewhere.';
const rights = 'Save elsewhere, or change who may write there.';
const path = 'Check the path.';

const reasons: Readonly<Record<string, Reason>> = {
  ENOSPC: { what: 'the disk is full', remedy: space },
  EDQUOT: { what: 'your share of the disk is used up', remedy: space },
  EFBIG: { what: 'the system lets no file grow that large', remedy: space },
  EROFS: { what: 'the disk is read-only', remedy: 'Save elsewhere.' },
  EACCES: { what: 'you may not write there', remedy: rights },
  EPERM: { what: 'you may not write there', remedy: rights },
  EISDIR: { what: 'there is a folder of that name', remedy: 'Choose another name.' },
  ENOTDIR: { what: 'a part of its path is a file, not a folder', remedy: path },
  EEXIST: { what: 'a part of its path is a file, not a folder', remedy: path },
  ENAMETOOLONG: { what: 'its name is longer than the file system allows', remedy: 'Choose a shorter name.' },
  ELOOP: { what: 'its links lead in a circle', remedy: path },
  ENOENT: { what: 'its folder is missing', remedy: path },
};

/** `Cannot write PATH: why (the system's code). What to do.`, with the system's error as its cause. */
export function cannotWrite(path: string, error: unknown): Error {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const reason = reasons[code];
  const words = reason ? `${reason.what} (${code}). ${reason.remedy}` : message;
  return new Error(`Cannot write ${path}: ${words}`, { cause: error });
}

// Why a TensorFlow that was found does not load, in words that help: which file, what is wrong, what to do.

/** A shared library that the system does not load. */
export class LibraryLoadError extends Error {
  override readonly name = 'LibraryLoadError';

  /** @param answer what the system's loader says */
  constructor(
    readonly file: string,
    readonly answer: string,
  ) {
    // The loader often begins with the file's own name.
    super(`${file} does not load: ${answer.replace(`${file}: `, '')}`);
  }
}

const reinstall = '`pip install --force-reinstall --no-deps tensorflow-cpu`';

// The words of glibc's, musl's and Apple's loaders.
const remedies: readonly (readonly [answer: RegExp, remedy: string])[] = [
  [
    /GLIBC\w*_[\d.]+' not found/,
    'It is built for a newer system than this one: install an older TensorFlow ' +
      '(`pip install --no-deps "tensorflow-cpu<2.17"`), or use a newer system.',
  ],
  [
    /lib(cu|nv)[\w.]+: cannot open|shared library lib(cu|nv)/,
    "It is the build for NVIDIA's GPUs, whose libraries are missing: install them " +
      '(`pip install "tensorflow[and-cuda]"`), or take the build without GPU ' +
      '(`pip install --no-deps tensorflow-cpu`).',
  ],
  [
    /ELF|file too short|file data|mach-o|undefined symbol|symbol not found|not a shared/i,
    `The file is damaged, of another release than the one beside it, or for another kind of machine: ${reinstall}.`,
  ],
  [
    /cannot open shared object file|No such file|Library not loaded/,
    "A library that it needs is missing here: install the system's package that has it.",
  ],
];

/** What to do about it; undefined where nothing better is known than the usual advice. */
export function remedyFor(error: unknown): string | undefined {
  if (!(error instanceof LibraryLoadError)) return undefined;
  return remedies.find(([answer]) => answer.test(error.answer))?.[1];
}

// What can be wrong with pictures, in words that name the file.

/** An option of a wrong value. */
export function wrongOption(name: string, expected: string, received: unknown): RangeError {
  return new RangeError(`${name} is wrong. Expected ${expected}, received ${JSON.stringify(received)}.`);
}

/** A picture that cannot be used: broken, cut short, too large, or no picture at all. */
export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    /** The file, or the picture's place in the array. */
    readonly picture: string,
    /** What is wrong with it. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `${picture} cannot be used: ${reason}. Mend or remove it, or pass onCorrupt: 'skip' to leave such pictures out.`,
      options,
    );
  }
}

// What can be wrong with images, in words that name the file.

/** An option of a wrong value. */
export function wrongOption(name: string, expected: string, received: unknown): RangeError {
  return new RangeError(`${name} is wrong. Expected ${expected}, received ${JSON.stringify(received)}.`);
}

/** An image that cannot be used: broken, cut short, too large, or no image at all. */
export class ImageError extends Error {
  override readonly name = 'ImageError';

  constructor(
    /** The file, or the image's place in the array. */
    readonly image: string,
    /** What is wrong with it. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `${image} cannot be used: ${reason}. Fix or remove it, or pass onCorrupt: 'skip' to leave such images out.`,
      options,
    );
  }
}

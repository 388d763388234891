// One file that a data set is made of: where it lies, how large it is, and how its right content is known.

/** What marks a file as the right one. */
export type Fingerprint = (
  | {
      /** The SHA-256 of its bytes, or of what gzip packs in it (packers differ, content does not). */
      readonly of: 'file' | 'gunzipped';
      readonly sha256: string;
    }
  | {
      /** Where its publisher names no checksum: its size, accepted from its own public address only. */
      readonly of: 'size';
      readonly bytes: number;
    }
  | {
      /** The MD5 of its bytes, where that is all that its publisher names. */
      readonly of: 'md5';
      readonly md5: string;
    }
  | {
      /** Where its publisher names nothing: whoever reads it has to see that it is what it should be. */
      readonly of: 'nothing';
    }
) & {
  /** Says what this edition is, where it is not the published one. */
  readonly edition?: string;
};

export interface SourceFile {
  /** Its place under the mirror's root and under the cache folder, with `/` between names. */
  readonly path: string;
  /** Its public address. */
  readonly url: string;
  /** Bytes at the public address, for the progress bar; infinite where nobody says. */
  readonly bytes: number;
  /** Where it is packed by gzip: the most bytes that it may unpack to. */
  readonly unpackedBytes?: number;
  /** Any of these marks the file as right. */
  readonly fingerprints: readonly [Fingerprint, ...Fingerprint[]];
}

/** The most bytes that are taken from a source: mirrors may pack anew, but not to twice the size. */
export const mostBytesOf = (file: SourceFile): number => 2 * file.bytes + 65_536;

/** Where bytes lay before they came here. */
export type Origin = 'cache' | 'mirror' | 'public';

// One file that a data set is made of: where it lies, how large it is, and how its right content is known.

/** A SHA-256 that a file must have: of its bytes, or of what gzip packs in it (packers differ, content does not). */
export interface Fingerprint {
  readonly of: 'file' | 'gunzipped';
  readonly sha256: string;
}

export interface SourceFile {
  /** Its place under the mirror's root and under the cache folder, with `/` between names. */
  readonly path: string;
  /** Its public address. */
  readonly url: string;
  /** Bytes at the public address, for the progress bar. */
  readonly bytes: number;
  /** Any of these marks the file as right. */
  readonly fingerprints: readonly [Fingerprint, ...Fingerprint[]];
}

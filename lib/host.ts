// What the library asks of the place it runs in: a notebook, a terminal, or nothing at all.
// The kernel's session installs its own host; in plain Node the terminal host below serves.

/** Data by MIME type, as Jupyter's `display_data` carries it. Binary data is base64 text. */
export type MimeBundle = { [mimeType: string]: unknown; [metadataSymbol]?: Record<string, unknown> };

/** The key of a method by which a value says how it is shown: Deno's convention, honoured by our kernel. */
export const displaySymbol: unique symbol = Symbol.for('Jupyter.display') as never;

/** Under this key a bundle may carry Jupyter's `metadata` for it, for example an image's width and height. */
export const metadataSymbol: unique symbol = Symbol.for('tensorcell.metadata') as never;

/** A value that knows how it looks in a notebook. */
export interface Displayable {
  /** Nothing where there is nothing to show. */
  [displaySymbol](): MimeBundle | undefined | Promise<MimeBundle | undefined>;
}

export interface Host {
  /** `notebook` can show images and update them in place; `terminal` shows text. */
  readonly kind: 'notebook' | 'terminal';
  /** Shows a bundle now. With a `displayId` that was shown before, replaces what stands there. */
  display(bundle: MimeBundle, options?: { displayId?: string }): void;
  /** Aborted when the user presses Stop; belongs to the cell that asks. */
  readonly signal: AbortSignal;
}

const neverAborted = new AbortController().signal;

const terminalHost: Host = {
  kind: 'terminal',
  signal: neverAborted,
  display(bundle) {
    const text = bundle['text/plain'];
    if (typeof text === 'string') process.stdout.write(`${text}\n`);
  },
};

let current: Host = terminalHost;

/** The host in force. */
export function host(): Host {
  return current;
}

/** Called once by whoever embeds the library. */
export function setHost(next: Host): void {
  current = next;
}

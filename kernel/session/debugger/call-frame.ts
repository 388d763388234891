// The frames of a stack: as V8 tells of them, and those of the user's code among them.
import type { Handle } from './desk-client.js';
import type { Place, Script } from './script.js';

export interface Location extends Place {
  readonly scriptId: string;
}

export interface CallFrame {
  readonly callFrameId: string;
  readonly functionName: string;
  readonly location: Location;
  readonly functionLocation?: Location;
  readonly scopeChain: readonly { readonly type: string; readonly object: Handle }[];
  readonly this: Handle & { readonly type: string };
}

export interface AsyncStack {
  readonly callFrames: readonly ({ readonly functionName: string } & Location)[];
  readonly parent?: AsyncStack;
}

/** A frame of the user's own code. */
export interface UserFrame {
  readonly script: Script;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** Without one, the frame waits for the one above it, and its variables are out of sight. */
  readonly call?: CallFrame;
}

// A process that trains for this one, wherever it is.
import type { Request } from './messages.js';

export interface TeamMember {
  readonly index: number;
  /** Where it listens for the others. */
  readonly address: string;
  readonly pid: number | undefined;
  readonly isRunning: boolean;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
  /** What is said of its end, once it has ended. */
  readonly end: string | undefined;
  /** Rejects with what went wrong, or with how it ended. */
  ask(request: Request): Promise<Float64Array | undefined>;
  kill(): void;
}

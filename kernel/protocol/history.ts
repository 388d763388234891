// What was run, for front ends that recall earlier input.
import type { HistoryEntry, HistoryRequest } from './messages.js';

interface Line {
  input: string;
  output: string | null;
}

export interface History {
  add(count: number, input: string): void;
  addOutput(count: number, output: unknown): void;
  find(request: HistoryRequest): HistoryEntry[];
}

/** The history of this kernel alone. */
export class MemoryHistory implements History {
  private readonly lines = new Map<number, Line>();

  add(count: number, input: string): void {
    this.lines.set(count, { input, output: null });
  }

  addOutput(count: number, output: unknown): void {
    const line = this.lines.get(count);
    if (line) line.output = String(output);
  }

  find({ output, n }: HistoryRequest): HistoryEntry[] {
    const entries = [...this.lines].map(([count, line]): HistoryEntry => {
      return [0, count, output ? [line.input, line.output] : line.input];
    });
    return n === undefined ? entries : entries.slice(-n);
  }
}

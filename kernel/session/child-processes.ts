// The processes that a cell has started and that Stop should end with it. Those of earlier cells are left alone.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export class ChildProcesses {
  private earlier = new Set<number>();

  constructor(private readonly parent: number) {}

  /** What runs already belongs to earlier cells. Only Linux can say so cheaply. */
  remember(): void {
    if (process.platform === 'linux') this.earlier = new Set(this.list());
  }

  end(signal: 'SIGINT' | 'SIGKILL'): void {
    for (const child of this.list()) {
      if (!this.earlier.has(child)) kill(child, signal);
    }
  }

  private list(): number[] {
    try {
      return this.read().trim().split(/\s+/).map(Number).filter(Boolean);
    } catch {
      return [];
    }
  }

  private read(): string {
    if (process.platform === 'win32') return '';
    if (process.platform !== 'linux')
      return execFileSync('pgrep', ['-P', String(this.parent)], { encoding: 'utf8' });
    return readFileSync(`/proc/${this.parent}/task/${this.parent}/children`, 'utf8');
  }
}

function kill(child: number, signal: NodeJS.Signals): void {
  try {
    process.kill(child, signal);
  } catch {
    // It has ended by itself.
  }
}

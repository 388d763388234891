// A script that trains, in a folder of its own, and the processes that run it.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { start } from '../engine/cluster/processes.js';

export const command = resolve(import.meta.dirname, '../../dist/kernel/main.js');
export const worker = resolve(import.meta.dirname, '../../dist/kernel/train/worker.js');
const script = `
import { writeFileSync } from 'node:fs';
const [folder = '.', epochs = '2', pause = '0'] = process.argv.slice(2);
const { task } = JSON.parse(process.env.TENSORCELL_CLUSTER || '{"task":{"index":0}}');
random.setSeed(3);
const x = random.uniform([50, 4]);
const y = x.sum(1, true);
const net = sequential([layers.dense({ units: 8, inputShape: [4] }), layers.dense({ units: 1 })]);
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const slowly = {
  async onEpochEnd(epoch: number) {
    writeFileSync(folder + '/epoch-' + task.index, process.pid + ' ' + epoch);
    await new Promise((resolve) => setTimeout(resolve, Number(pause)));
  },
};
const kept = callbacks.backupAndRestore(folder + '/backup');
const { history } = await net.fit(x, y, { epochs: Number(epochs), batchSize: 8, shuffle: false, verbose: 0, callbacks: [kept, slowly] });
console.log(JSON.stringify({ last: history.loss.at(-1), count: history.loss.length }));
`;

export const environment = { ...process.env, TF_CONFIG: '', TENSORCELL_CLUSTER: '' };

/** What the script prints. */
export interface Trained {
  readonly last: number;
  /** Epochs of the last start. */
  readonly count: number;
}

export class TrainingFolder {
  readonly folder = mkdtempSync(join(tmpdir(), 'tensorcell-train-'));
  readonly script = join(this.folder, 'script.ts');

  constructor() {
    writeFileSync(this.script, script);
  }

  train(options: string[], epochs: number, pause: number): ReturnType<typeof start> {
    return start(
      [command, 'train', ...options, this.script, this.folder, `${epochs}`, `${pause}`],
      environment,
    );
  }

  /** The process of that place, another than the last, once it and the first, which keeps backups, trained for an epoch. */
  async trainingProcess(index: number, before?: number): Promise<number> {
    for (;;) {
      const pid = this.trained(index);
      if (pid > 0 && pid !== before && this.trained(0) > 0) return pid;
      await setTimeout(20);
    }
  }

  /** The process of that place that last ended an epoch, or 0. */
  private trained(index: number): number {
    const file = join(this.folder, `epoch-${index}`);
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[0]) : 0;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export async function untilGone(pids: readonly number[]): Promise<void> {
  while (pids.some(isThere)) await setTimeout(50);
}

export function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

// The processes that cells have started. Stop ends those of the stopped cell, the session's end all that are left.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { uptime } from 'node:os';

interface Started {
  pid: number;
  parent: number;
  /** Seconds ago. */
  age: number;
}

/** Linux reports start times in hundredths of a second, whatever the kernel's own tick is. */
const ticksPerSecond = 100;
/** Outside Linux, ages are known only to the second. */
const tolerance = process.platform === 'linux' ? 0.05 : 1;

/** Processes that outlive Stop and the session, with all that they have started. */
export type Kept = ReadonlySet<number>;

interface Span {
  /** Seconds ago. */
  readonly from: number;
  readonly to: number;
}

/**
 * Ends those children of `parent` that were started in a span of time, with all that they have started themselves:
 * a shell waits for its command before it reacts to a signal.
 */
export function endChildren(parent: number, { from, to }: Span, signal: NodeJS.Signals, kept: Kept): void {
  const all = list();
  const within = ({ age }: Started) => age <= from + tolerance && age >= to - tolerance;
  for (const child of all.filter((other) => other.parent === parent && within(other)))
    killTree(child.pid, all, signal, kept);
}

/** Ends all that a process has started. */
export function endDescendants(parent: number, kept: Kept): void {
  const all = list();
  for (const child of all.filter((other) => other.parent === parent))
    killTree(child.pid, all, 'SIGKILL', kept);
}

/** Ends a process and all that it has started. */
export function endTree(root: number, signal: NodeJS.Signals): void {
  killTree(root, list(), signal);
}

function killTree(
  root: number,
  all: readonly Started[],
  signal: NodeJS.Signals,
  kept: Kept = new Set(),
): void {
  if (kept.has(root)) return;
  for (const child of all.filter(({ parent }) => parent === root)) killTree(child.pid, all, signal, kept);
  kill(root, signal);
}

function list(): Started[] {
  try {
    if (process.platform === 'linux') return readdirSync('/proc').flatMap(readProcess);
    if (process.platform === 'win32') return [];
    return parsePs(execFileSync('ps', ['-axo', 'pid=,ppid=,etime='], { encoding: 'utf8' }));
  } catch {
    return [];
  }
}

function readProcess(name: string): Started[] {
  if (!/^\d+$/.test(name)) return [];
  try {
    return [parseStat(Number(name), readFileSync(`/proc/${name}/stat`, 'utf8'), uptime())];
  } catch {
    return []; // It has ended since the folder was read.
  }
}

/** The second field is the program's name in brackets and may hold anything; the rest follows the last one. */
export function parseStat(pid: number, stat: string, now: number): Started {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [parent, started] = [Number(fields[1]), Number(fields[19])];
  return { pid, parent, age: now - started / ticksPerSecond };
}

/** Lines of `pid parent [[days-]hours:]minutes:seconds`. */
export function parsePs(text: string): Started[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [pid, parent, elapsed = ''] = line.trim().split(/\s+/);
      const [seconds = 0, minutes = 0, hours = 0, days = 0] = elapsed.split(/[-:]/).map(Number).reverse();
      return {
        pid: Number(pid),
        parent: Number(parent),
        age: seconds + 60 * (minutes + 60 * (hours + 24 * days)),
      };
    });
}

function kill(child: number, signal: NodeJS.Signals): void {
  try {
    process.kill(child, signal);
  } catch {
    // It has ended by itself.
  }
}

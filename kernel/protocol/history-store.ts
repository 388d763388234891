// The history in SQLite, with the tables that IPython uses. Every method throws where the file cannot be used.
import { mkdirSync, rmSync, type Stats, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Database } from 'node-sqlite3-wasm';
import { globTest } from './glob.js';
import type { HistoryEntry, HistoryRequest } from './messages.js';

/** Milliseconds that SQLite waits for another kernel, and with it everything that this process does. */
const busyTimeout = 100;
/** SQLite locks by a folder beside the file; one that stays longer belongs to a process that was killed. */
const staleLock = 10_000;
const tables = `
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS sessions
    (session INTEGER PRIMARY KEY AUTOINCREMENT, start TIMESTAMP, end TIMESTAMP, num_cmds INTEGER, remark TEXT);
  CREATE TABLE IF NOT EXISTS history
    (session INTEGER, line INTEGER, source TEXT, source_raw TEXT, PRIMARY KEY (session, line));
  CREATE TABLE IF NOT EXISTS output_history
    (session INTEGER, line INTEGER, output TEXT, PRIMARY KEY (session, line));`;
const selection = `SELECT h.session AS session, h.line AS line, h.source AS source, o.output AS output
  FROM history h LEFT JOIN output_history o ON o.session = h.session AND o.line = h.line`;
const newestFirst = 'ORDER BY h.session DESC, h.line DESC';

/** A line of this session. */
export interface HistoryLine {
  readonly line: number;
  readonly source: string;
  output?: string;
}

/** A session's row, by which it finds itself again in a file that was out of reach for a while. */
export interface HistorySession {
  readonly number: number;
  readonly start: string;
}

interface Row {
  session: number;
  line: number;
  source: string;
  output: string | null;
}

export class HistoryStore {
  readonly session: HistorySession;
  /** Whether the file holds nothing of this session yet. */
  readonly isNew: boolean;
  readonly #file: string | undefined;
  readonly #database: Database;
  readonly #opened: Stats | undefined;

  /** Without a file the store is in memory. `known` is this kernel's session in an earlier store. */
  constructor(file?: string, known?: HistorySession) {
    this.#file = file;
    if (file !== undefined) mkdirSync(dirname(file), { recursive: true });
    if (file !== undefined) removeStaleLock(`${file}.lock`);
    this.#database = openDatabase(file);
    try {
      this.#database.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
      this.#database.exec(tables);
      this.#opened = file === undefined ? undefined : statSync(file);
      this.isNew = !known || !this.#holds(known);
      this.session = this.isNew ? this.#begin(known) : known!;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** False when the file was deleted or replaced: what is written then would go to no file that anybody can find. */
  isInPlace(): boolean {
    if (this.#file === undefined) return true;
    const now = statSync(this.#file, { throwIfNoEntry: false });
    return now?.ino === this.#opened?.ino && now?.dev === this.#opened?.dev;
  }

  /** All or nothing; a line that is there already is replaced. */
  write(lines: Iterable<HistoryLine>): void {
    const { number } = this.session;
    this.#database.exec('BEGIN IMMEDIATE');
    for (const { line, source, output } of lines) {
      this.#database.run('INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?)', [
        number,
        line,
        source,
        source,
      ]);
      if (output !== undefined)
        this.#database.run('INSERT OR REPLACE INTO output_history VALUES (?, ?, ?)', [number, line, output]);
    }
    this.#database.exec('COMMIT');
  }

  find(request: HistoryRequest): HistoryEntry[] {
    return this.#rows(request).map(({ session, line, source, output }) => {
      return [session, line, request.output ? [source, output] : source];
    });
  }

  end(): void {
    const values = [new Date().toISOString(), this.session.number];
    this.#database.run('UPDATE sessions SET end = ? WHERE session = ?', values);
  }

  /** What a failed write began is undone with it. */
  close(): void {
    try {
      this.#database.close();
    } catch {
      // The file is out of reach.
    }
  }

  #holds({ number, start }: HistorySession): boolean {
    return (
      this.#database.get('SELECT 1 FROM sessions WHERE session = ? AND start = ?', [number, start]) !== null
    );
  }

  #begin(known: HistorySession | undefined): HistorySession {
    const start = known?.start ?? new Date().toISOString();
    const { lastInsertRowid } = this.#database.run('INSERT INTO sessions (start) VALUES (?)', [start]);
    return { number: Number(lastInsertRowid), start };
  }

  #rows(request: HistoryRequest): Row[] {
    if (request.hist_access_type === 'range') return this.#range(request);
    const limit = request.n ?? -1;
    if (request.hist_access_type === 'tail') {
      return this.#all(`${selection} ${newestFirst} LIMIT ?`, [limit]).reverse();
    }
    const test = globTest(request.pattern);
    this.#database.function('fits', (source) => test(String(source)));
    const once = request.unique ? 'GROUP BY h.source HAVING MAX(h.session * 1000000 + h.line)' : '';
    return this.#all(`${selection} WHERE fits(h.source) ${once} ${newestFirst} LIMIT ?`, [limit]).reverse();
  }

  /** Session 0 is the current one, -1 the one before it. `stop` is not included. */
  #range({ session, start, stop }: HistoryRequest): Row[] {
    const number = session > 0 ? session : this.session.number + session;
    const where = 'WHERE h.session = ? AND h.line >= ? AND h.line < ?';
    const bounds = [number, start, stop ?? Number.MAX_SAFE_INTEGER];
    return this.#all(`${selection} ${where} ORDER BY h.line`, bounds);
  }

  #all(statement: string, values: (string | number)[]): Row[] {
    return this.#database.all(statement, values).map((row) => ({
      session: Number(row.session),
      line: Number(row.line),
      source: String(row.source),
      output: row.output === null ? null : String(row.output),
    }));
  }
}

/** SQLite loads with the first line that is written, not while the kernel starts. */
function openDatabase(file?: string): Database {
  const require = createRequire(import.meta.url);
  const sqlite = require('node-sqlite3-wasm') as typeof import('node-sqlite3-wasm');
  return new sqlite.Database(file);
}

/** Since when each lock was seen: the clock of the machine that made it may be another one. */
const seen = new Map<string, number>();

function removeStaleLock(lock: string): void {
  const stat = statSync(lock, { throwIfNoEntry: false });
  if (!stat) return;
  const id = `${stat.ino} ${stat.mtimeMs}`;
  const since = seen.get(id) ?? performance.now();
  seen.set(id, since);
  const isStale = Date.now() - stat.mtimeMs > staleLock || performance.now() - since > staleLock;
  if (isStale) rmSync(lock, { recursive: true, force: true });
}

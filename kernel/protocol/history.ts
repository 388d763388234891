// What was run, in SQLite across all sessions of this user, with the tables that IPython uses. Lines are written
// in batches a moment later: a cell does not wait for the disk.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Database } from 'node-sqlite3-wasm';
import { userDataFolder } from '../installation/jupyter-paths.js';
import type { HistoryEntry, HistoryRequest } from './messages.js';

const writeDelay = 500;
/** SQLite locks by a folder beside the file; one that is older than this belongs to a process that was killed. */
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

interface Row {
  session: number;
  line: number;
  source: string;
  output: string | null;
}

type Write = (database: Database, session: number) => void;

export class History {
  readonly #file: string | undefined;
  readonly #pending: Write[] = [];
  #database: Database | undefined;
  #session = 0;
  #timer: NodeJS.Timeout | undefined;

  /** Without a file, or where it cannot be used, the history lasts as long as the kernel. */
  constructor(file?: string) {
    this.#file = file;
  }

  add(line: number, source: string): void {
    this.#later((database, session) => {
      database.run('INSERT OR REPLACE INTO history VALUES (?, ?, ?, ?)', [session, line, source, source]);
    });
  }

  addOutput(line: number, output: unknown): void {
    if (typeof output !== 'string') return;
    this.#later((database, session) => {
      database.run('INSERT OR REPLACE INTO output_history VALUES (?, ?, ?)', [session, line, output]);
    });
  }

  find(request: HistoryRequest): HistoryEntry[] {
    this.flush();
    return this.#rows(request).map(({ session, line, source, output }) => {
      return [session, line, request.output ? [source, output] : source];
    });
  }

  /** Writes what is pending. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const database = this.#open();
    const writes = this.#pending.splice(0);
    if (writes.length === 0) return;
    database.exec('BEGIN');
    for (const write of writes) write(database, this.#session);
    database.exec('COMMIT');
  }

  close(): void {
    if (this.#pending.length > 0) this.flush();
    this.#database?.run('UPDATE sessions SET end = ? WHERE session = ?', [
      new Date().toISOString(),
      this.#session,
    ]);
    this.#database?.close();
    this.#database = undefined;
  }

  #later(write: Write): void {
    this.#pending.push(write);
    this.#timer ??= setTimeout(() => this.flush(), writeDelay).unref();
  }

  #rows(request: HistoryRequest): Row[] {
    if (request.hist_access_type === 'range') return this.#range(request);
    const limit = request.n ?? -1;
    if (request.hist_access_type === 'tail') {
      return this.#all(`${selection} ${newestFirst} LIMIT ?`, [limit]).reverse();
    }
    const once = request.unique ? 'GROUP BY h.source HAVING MAX(h.session * 1000000 + h.line)' : '';
    const found = `${selection} WHERE h.source GLOB ? ${once} ${newestFirst} LIMIT ?`;
    return this.#all(found, [request.pattern, limit]).reverse();
  }

  /** Session 0 is the current one, -1 the one before it. `stop` is not included. */
  #range({ session, start, stop }: HistoryRequest): Row[] {
    const number = session > 0 ? session : this.#session + session;
    const where = 'WHERE h.session = ? AND h.line >= ? AND h.line < ?';
    const bounds = [number, start, stop ?? Number.MAX_SAFE_INTEGER];
    return this.#all(`${selection} ${where} ORDER BY h.line`, bounds);
  }

  #all(statement: string, values: (string | number)[]): Row[] {
    return this.#open().all(statement, values) as unknown as Row[];
  }

  #open(): Database {
    this.#database ??= this.#openFile() ?? prepare(openDatabase());
    if (this.#session === 0) {
      const start = new Date().toISOString();
      this.#session = Number(
        this.#database.run('INSERT INTO sessions (start) VALUES (?)', [start]).lastInsertRowid,
      );
    }
    return this.#database;
  }

  #openFile(): Database | undefined {
    if (this.#file === undefined) return undefined;
    try {
      mkdirSync(dirname(this.#file), { recursive: true });
      removeStaleLock(`${this.#file}.lock`);
      return prepare(openDatabase(this.#file));
    } catch (error) {
      console.error(
        `The history ${this.#file} cannot be used (${(error as Error).message}); it lasts for this kernel only.`,
      );
      return undefined;
    }
  }
}

/** `TENSORCELL_HISTORY`, or a file in Jupyter's data folder, shared by all kernels of the user. */
export function historyFile(): string {
  return process.env.TENSORCELL_HISTORY ?? join(userDataFolder(), 'tensorcell', 'history.sqlite');
}

/** SQLite loads with the first line that is written, not while the kernel starts. */
function openDatabase(file?: string): Database {
  const require = createRequire(import.meta.url);
  const sqlite = require('node-sqlite3-wasm') as typeof import('node-sqlite3-wasm');
  return new sqlite.Database(file);
}

function prepare(database: Database): Database {
  database.exec('PRAGMA busy_timeout = 1000');
  database.exec(tables);
  return database;
}

function removeStaleLock(lock: string): void {
  const stat = statSync(lock, { throwIfNoEntry: false });
  if (stat && Date.now() - stat.mtimeMs > staleLock) rmSync(lock, { recursive: true, force: true });
}

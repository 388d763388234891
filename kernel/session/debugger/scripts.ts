// The scripts of cells and local files that V8 knows, each with its source. All other code is the kernel's, the
// library's, Node's or a package's, and is never stopped in.
import { fileURLToPath } from 'node:url';
import { cellPath } from '../../contract/cell-path.js';
import { newScriptName, pauseName } from '../new-scripts.js';
import type { Desk } from './desk-client.js';
import type { Inspector } from './inspector.js';
import { type Place, Script } from './script.js';

/** As V8 knows them, by address. */
const ourFolder = new URL('../../../', import.meta.url).href;
export const foreignScripts = [
  '^node:',
  `^${ourFolder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`,
  '[/\\\\]node_modules[/\\\\]',
];
const isForeign = new RegExp(foreignScripts.join('|'));

interface Parsed {
  readonly scriptId: string;
  readonly url: string;
}

export class Scripts {
  readonly #inspector: Inspector;
  readonly #desk: Desk;
  readonly #known = new Map<string, Script>();
  #parsed: Parsed[] = [];
  #learning: Promise<unknown> = Promise.resolve();
  #stopId: string | undefined;
  #pauseId: string | undefined;

  constructor(inspector: Inspector, desk: Desk) {
    this.#inspector = inspector;
    this.#desk = desk;
    inspector.on<Parsed>('Debugger.scriptParsed', ({ scriptId, url }) => {
      if (url === newScriptName) this.#stopId = scriptId;
      else if (url === pauseName) this.#pauseId = scriptId;
      else if (url !== '' && !isForeign.test(url)) this.#parsed.push({ scriptId, url: nameOf(url) });
    });
  }

  of(id: string): Script | undefined {
    return this.#known.get(id);
  }

  /** Whether a stop there is the kernel's own, before a new script runs. */
  isBeforeNew(id: string | undefined): boolean {
    return id !== undefined && id === this.#stopId;
  }

  isPause(id: string | undefined): boolean {
    return id !== undefined && id === this.#pauseId;
  }

  get all(): readonly Script[] {
    return [...this.#known.values()];
  }

  at(path: string): Script[] {
    return this.all.filter((script) => script.path === path);
  }

  clear(): void {
    this.#known.clear();
    this.#parsed = [];
  }

  /** Gives the scripts that have come since, the user's alone, when those asked for before are known. */
  learn(): Promise<Script[]> {
    const learnt = this.#learning.then(() => this.#learnNew());
    this.#learning = learnt.catch(() => {});
    return learnt;
  }

  async #learnNew(): Promise<Script[]> {
    const parsed = this.#parsed;
    this.#parsed = [];
    const sources = parsed.length === 0 ? [] : await this.#desk.sources(parsed.map(({ url }) => url));
    const learnt: Script[] = [];
    for (const [index, { scriptId, url }] of parsed.entries()) {
      const source = sources[index];
      if (!source) continue;
      const isCell = /^\w+\[\d+\]$/.test(url);
      const script = new Script(scriptId, source, isCell ? cellPath(source.source, process.ppid) : url);
      const places = await this.#placesOf(scriptId).catch(() => undefined);
      // The script of a cell of which no function is left has been collected.
      if (!places) continue;
      script.places = places;
      this.#known.set(scriptId, script);
      learnt.push(script);
    }
    return learnt;
  }

  async #placesOf(scriptId: string): Promise<Place[]> {
    const start = { scriptId, lineNumber: 0, columnNumber: 0 };
    const method = 'Debugger.getPossibleBreakpoints';
    const { locations } = await this.#inspector.ask<{ locations: Place[] }>(method, { start });
    return locations.map(({ lineNumber, columnNumber = 0 }) => ({ lineNumber, columnNumber }));
  }
}

/** Files are known by address, too. */
function nameOf(url: string): string {
  return url.startsWith('file:') ? fileURLToPath(url) : url;
}

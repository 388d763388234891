// Loaded into a kernel's session by `node --import`: writes down, for each cell that runs, which of the shared variables
// its code reads and writes, and whose values are others when it has ended. It knows nothing of the checker: cells are
// told apart by the object that their code is called with.
import { appendFileSync } from 'node:fs';
import vm from 'node:vm';
import { fingerprint } from './fingerprint.mjs';

const parametersKey = Symbol.for('tensorcell.parameters');
const file = process.env.TENSORCELL_RECORDED_CELLS;
const cellCount = Number(process.env.TENSORCELL_CELL_COUNT);

/** @typedef {{ reads: Set<string>, writes: Set<string>, changes: Set<string> }} Cell */

/** @type {Cell[]} */
const cells = [];
/** Of all variables, before the cell that runs. */
let before = new Map();

const runInThisContext = vm.Script.prototype.runInThisContext;

/** @type {typeof runInThisContext} */
vm.Script.prototype.runInThisContext = function (...args) {
  const parameters = Object.getOwnPropertyDescriptor(globalThis, parametersKey);
  if (file !== undefined && parameters?.get && cells.length <= cellCount) startCell(parameters.get);
  return runInThisContext.apply(this, args);
};

/** @param {() => [Record<string, unknown>, ...unknown[]]} parameters */
function startCell(parameters) {
  const get = () => {
    const [variables, ...others] = parameters();
    endCell(variables);
    return [recorded(variables), ...others];
  };
  Object.defineProperty(globalThis, parametersKey, { get, configurable: true });
}

/** What the last cell has begun is over when the next one starts; all are written when one more starts. */
function endCell(/** @type {Record<string, unknown>} */ variables) {
  const after = new Map(
    Object.keys(variables).map((name) => [name, fingerprint(variables[name], variables)]),
  );
  const last = cells.at(-1);
  for (const [name, print] of last ? before : []) if (after.get(name) !== print) last?.changes.add(name);
  before = after;
  if (cells.length === cellCount) writeDown();
}

/** @param {Record<string, unknown>} variables */
function recorded(variables) {
  /** @type {Cell} */
  const cell = { reads: new Set(), writes: new Set(), changes: new Set() };
  cells.push(cell);
  return new Proxy(variables, {
    get(target, name, receiver) {
      // A name that it has written itself is its own.
      if (typeof name === 'string' && !cell.writes.has(name)) cell.reads.add(name);
      return Reflect.get(target, name, receiver);
    },
    set(target, name, value) {
      note(name);
      return Reflect.set(target, name, value);
    },
    defineProperty(target, name, property) {
      note(name);
      return Reflect.defineProperty(target, name, property);
    },
  });

  /** What a function of this cell sets for a later cell is that one's doing: its values have changed. */
  function note(/** @type {string | symbol} */ name) {
    if (typeof name === 'string' && cells.at(-1) === cell) cell.writes.add(name);
  }
}

function writeDown() {
  const lists = cells.map(({ reads, writes, changes }) => ({
    reads: [...reads],
    writes: [...writes],
    changes: [...changes],
  }));
  appendFileSync(String(file), JSON.stringify(lists));
}

// Values as a debugger lists them: what each is in the words of `whos`, a short view, and what is inside. Nothing here
// runs code of the user's: getters are not called, proxies are not looked into.
import { types } from 'node:util';
import { isTensor, isTracing, lineOf, type TensorLike } from '../../../lib/kernel-door.js';
import { describe } from '../whos.js';
import { inOneLine, isBlock, tensorView } from './tensor-view.js';

/** As the Debug Adapter Protocol has it. */
export interface Variable {
  name: string;
  value: string;
  /** JupyterLab's tree shows it in place of the value, but for the four types that it knows from Python. */
  type?: string;
  variablesReference: number;
  indexedVariables?: number;
  namedVariables?: number;
  evaluateName?: string;
}

/** What of a value is shown; `holder` is what can be opened. */
export interface Shown {
  readonly value: string;
  readonly type?: string;
  readonly holder?: object;
}

export function shown(value: unknown): Shown {
  switch (typeof value) {
    case 'number':
      return {
        value: Object.is(value, -0) ? '-0' : String(value),
        type: Number.isInteger(value) ? 'int' : 'float',
      };
    case 'boolean':
      return { value: String(value), type: 'bool' };
    case 'string':
      return { value: inOneLine(JSON.stringify(value)), type: 'str' };
    case 'bigint':
      return { value: inOneLine(`${value}n`) };
    case 'function':
      return { value: functionText(value), type: 'function', holder: value };
    case 'object':
      return value === null ? { value: 'null' } : shownObject(value);
    default:
      return { value: String(value) };
  }
}

function shownObject(value: object): Shown {
  if (types.isProxy(value)) return { value: 'Proxy', type: 'Proxy' };
  if (isBlock(value)) return { value: value.text, holder: value };
  if (isTensor(value)) return shownTensor(value);
  const model = lineOf(value);
  if (model !== undefined) return { value: model, type: model, holder: value };
  const { type, shape } = describe('', value);
  const head = shape === '' ? type : `${type} ${shape}`;
  return { value: shortView(value) ?? head, type: head, holder: value };
}

/** During a trace a tensor has no values, and one from outside is not read. */
function shownTensor(tensor: TensorLike): Shown {
  const { shape, dtype, isDisposed } = tensor;
  const type = `${dtype} [${shape.join(', ')}]`;
  if (isDisposed) return { value: 'disposed', type: `${type} (disposed)` };
  if (isTracing()) return { value: 'traced: no values yet', type };
  const view = tensorView(tensor);
  return { value: view?.text ?? type, type, holder: view?.block ?? tensor };
}

/** The first elements of a list; the first names of a plain object. */
function shortView(value: object): string | undefined {
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView))) {
    const list = value as ArrayLike<unknown>;
    const first = Array.from({ length: Math.min(list.length, 6) }, (_, at) => element(list, at));
    return inOneLine(`[${first.join(', ')}${list.length > 6 ? ', …' : ''}]`);
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return inOneLine(`/${value.source}/${value.flags}`);
  if (types.isNativeError(value)) return inOneLine(dataOf(value, 'message') as string);
  if (Object.getPrototypeOf(value) !== Object.prototype) return undefined;
  const names = Object.keys(value);
  return inOneLine(`{ ${names.slice(0, 6).join(', ')}${names.length > 6 ? ', …' : ''} }`);
}

function element(list: ArrayLike<unknown>, at: number): string {
  const value = dataOf(list, String(at));
  if (typeof value !== 'object' || value === null) return shown(value).value;
  return Array.isArray(value) ? '[…]' : '{…}';
}

/** A property that is data, not a getter. */
export function dataOf(holder: object, name: string): unknown {
  const found = Object.getOwnPropertyDescriptor(holder, name);
  return found && 'value' in found ? found.value : undefined;
}

function functionText(value: unknown): string {
  const name = dataOf(value as object, 'name');
  const isClass = /^class\b/.test(Function.prototype.toString.call(value).slice(0, 6));
  return `${isClass ? 'class' : 'ƒ'} ${typeof name === 'string' && name !== '' ? name : '(unnamed)'}`;
}

// A text that is another one when a value has changed inside: of data, of models and variables by their weights. All
// else (functions, data sets, optimizers) is what it is.

const identities = new WeakMap();
let count = 0;
const deepest = 8;
/** Of long lists only some are looked at. */
const looked = 5000;

/**
 * @param {any} value
 * @param {Record<string, unknown>} variables among them the classes of cells
 * @returns {string}
 */
export function fingerprint(value, variables, depth = 0) {
  if (typeof value !== 'object' || value === null) return simple(value);
  if (depth > deepest) return '…';
  const inside = (/** @type {unknown} */ part) => fingerprint(part, variables, depth + 1);
  if (ArrayBuffer.isView(value)) return `[${sample(/** @type {any} */ (value)).join()}]`;
  if (Array.isArray(value)) return `${value.length}[${sample(value).map(inside).join()}]`;
  if (value instanceof Map) return `Map${inside([...value])}`;
  if (value instanceof Set) return `Set${inside([...value])}`;
  if (typeof value.getWeights === 'function')
    return `${identity(value)} ${weights(value)} ${optimizer(value)}`;
  if (typeof value.assign === 'function' && typeof value.dataSync === 'function')
    return inside(value.dataSync());
  return isData(value, variables)
    ? `{${Object.entries(Object.getOwnPropertyDescriptors(value))
        .map(([name, property]) => `${name}:${'value' in property ? inside(property.value) : ''}`)
        .join()}}`
    : identity(value);
}

function simple(/** @type {unknown} */ value) {
  return typeof value === 'function' || typeof value === 'symbol'
    ? identity(value)
    : `${typeof value} ${value}`;
}

function identity(/** @type {any} */ value) {
  if (value === undefined || value === null || typeof value === 'symbol') return String(value);
  if (!identities.has(value)) identities.set(value, ++count);
  return `#${identities.get(value)}`;
}

/** A model that is not built has none. */
function weights(/** @type {any} */ layer) {
  try {
    return layer
      .getWeights()
      .map((/** @type {any} */ one) => sample(one.dataSync()).join())
      .join(' ');
  } catch {
    return '';
  }
}

/** A model that is not compiled has none. */
function optimizer(/** @type {any} */ model) {
  try {
    return identity(model.optimizer);
  } catch {
    return '';
  }
}

function sample(/** @type {{ length: number, [index: number]: any }} */ list) {
  const step = Math.max(1, Math.floor(list.length / looked));
  return Array.from({ length: Math.ceil(list.length / step) }, (_, index) => list[index * step]);
}

function isData(/** @type {object} */ value, /** @type {Record<string, unknown>} */ variables) {
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return true;
  return Object.values(variables).includes(prototype.constructor);
}

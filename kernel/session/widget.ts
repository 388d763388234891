// Widgets by anywidget's protocol: a model whose state is kept equal on both sides of a comm, drawn by a small
// ES module in the browser (https://anywidget.dev). Needs the front end's `anywidget` and `jupyterlab_widgets`.
import { displaySymbol, type MimeBundle } from '../../lib/kernel-door.js';
import type { Fields } from '../contract/content.js';
import { type Comm, type CommMessage, comms } from './comms.js';

export interface WidgetDefinition<State> {
  /** An ES module as text: `export default { render({ model, el }) { … } }`. */
  esm: string;
  /** A style sheet as text. */
  css?: string;
  /** What both sides share, by name. Typed arrays are sent as binary data. */
  state: State;
}

type Listener = (value: never) => unknown;

const target = 'jupyter.widget';
const protocolVersion = '2.1.0';
/** The names by which the front end's `anywidget` finds its model and view. */
const model = {
  _model_module: 'anywidget',
  _model_module_version: '>=0.9.0',
  _model_name: 'AnyModel',
  _view_module: 'anywidget',
  _view_module_version: '>=0.9.0',
  _view_name: 'AnyView',
  _view_count: null,
};

/** A state in a cell and its view in the browser, kept equal. */
export class Widget<State extends object> {
  readonly #comm: Comm;
  readonly #listeners = new Map<keyof State, Listener[]>();
  readonly #state: State;

  constructor({ esm, css = '', state }: WidgetDefinition<State>) {
    this.#state = { ...state };
    const { data, buffers } = pack({ ...model, _esm: esm, _css: css, ...this.#state });
    this.#comm = comms.open(target, data, { buffers, metadata: { version: protocolVersion } });
    this.#comm.onMessage((message) => this.#receive(message));
  }

  get<Name extends keyof State>(name: Name): State[Name] {
    return this.#state[name];
  }

  /** Changes the state here and in the browser. */
  set<Name extends keyof State>(name: Name, value: State[Name]): void {
    this.#state[name] = value;
    this.#sendState({ [name]: value });
  }

  /** Calls `listener` with each new value that comes from the browser. */
  on<Name extends keyof State>(name: Name, listener: (value: State[Name]) => unknown): this {
    this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener as Listener]);
    return this;
  }

  close(): void {
    this.#comm.close();
  }

  [displaySymbol](): MimeBundle {
    const view = { model_id: this.#comm.id, version_major: 2, version_minor: 0 };
    return {
      'application/vnd.jupyter.widget-view+json': view,
      'text/plain': 'Widget (open the notebook in JupyterLab)',
    };
  }

  async #receive({ data, buffers }: CommMessage): Promise<void> {
    if (data.method === 'request_state') this.#sendState({ ...this.#state });
    if (data.method !== 'update') return;
    const changes = unpack(data, buffers) as Partial<State>;
    Object.assign(this.#state, changes);
    for (const [name, value] of Object.entries(changes)) {
      for (const listener of this.#listeners.get(name as keyof State) ?? []) await listener(value as never);
    }
  }

  #sendState(changes: object): void {
    const { data, buffers } = pack(changes);
    this.#comm.send({ method: 'update', ...data }, { buffers });
  }
}

/** Separates the binary values from a state; `buffer_paths` names them. */
function pack(state: object): { data: Fields; buffers: Uint8Array[] } {
  const entries: [string, unknown][] = Object.entries(state);
  const binary = entries.filter((entry): entry is [string, Uint8Array] => entry[1] instanceof Uint8Array);
  const plain = entries.filter(([, value]) => !(value instanceof Uint8Array));
  const data = { state: Object.fromEntries(plain), buffer_paths: binary.map(([name]) => [name]) };
  return { data, buffers: binary.map(([, value]) => value) };
}

function unpack({ state, buffer_paths: paths }: Fields, buffers: readonly Uint8Array[]): Fields {
  const changes = { ...(state as Fields) };
  for (const [index, path] of (Array.isArray(paths) ? paths : []).entries())
    changes[String(path)] = buffers[index];
  return changes;
}

/**
 * Makes a widget from a state and an ES module that draws it.
 *
 * @example
 * const button = widget({
 *   esm: `export default { render({ model, el }) {
 *     const button = document.createElement('button');
 *     button.textContent = 'Count';
 *     button.onclick = () => { model.set('count', model.get('count') + 1); model.save_changes(); };
 *     el.append(button);
 *   } }`,
 *   state: { count: 0 },
 * });
 * button.on('count', (count) => console.log(count));
 */
export function widget<State extends object>(definition: WidgetDefinition<State>): Widget<State> {
  return new Widget(definition);
}

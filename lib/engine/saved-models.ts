// TensorFlow SavedModels: each loaded as a session, run on eager tensor handles.
import type { Pointer } from './c-api.js';
import type { EagerContext } from './eager-context.js';

interface SavedModel {
  readonly folder: string;
  readonly session: Pointer;
  readonly graph: Pointer;
}

export class SavedModels {
  readonly #models = new Map<number, SavedModel>();
  #nextId = 0;

  constructor(private readonly context: EagerContext) {}

  get size(): number {
    return this.#models.size;
  }

  /** Loads the meta graph with these tags (joined by commas) and returns the model's number. */
  load(folder: string, tags: string): number {
    const { api, status } = this.context;
    const options = api.TF_NewSessionOptions();
    const graph = api.TF_NewGraph();
    const names = tags.split(',');
    const session = api.TF_LoadSessionFromSavedModel(
      options,
      0,
      folder,
      names,
      names.length,
      graph,
      0,
      status.pointer,
    );
    api.TF_DeleteSessionOptions(options);
    if (session === 0) api.TF_DeleteGraph(graph);
    status.check(() => `load the saved model in ${folder} with the tags ${tags}`);
    this.#models.set(this.#nextId, { folder, session, graph });
    return this.#nextId++;
  }

  /** Closes the session and frees the model. */
  delete(id: number): void {
    const { api, status } = this.context;
    const { folder, session, graph } = this.#get(id);
    this.#models.delete(id);
    api.TF_CloseSession(session, status.pointer);
    api.TF_DeleteSession(session, status.pointer);
    api.TF_DeleteGraph(graph);
    status.check(() => `close the saved model in ${folder}`);
  }

  /** Feeds handles to the named inputs and returns new handles of the named outputs (names joined by commas). */
  run(id: number, inputs: readonly Pointer[], inputNames: string, outputNames: string): Pointer[] {
    const model = this.#get(id);
    const feeds = splitNames(inputNames).map((name) => this.#endpoint(model, name));
    const fetches = splitNames(outputNames).map((name) => this.#endpoint(model, name));
    if (feeds.length !== inputs.length) {
      throw new Error(
        `The saved model takes ${feeds.length} inputs (${inputNames}), but ${inputs.length} were given.`,
      );
    }
    const tensors: Pointer[] = [];
    try {
      for (const handle of inputs) tensors.push(this.#resolve(handle));
      return this.#runSession(model, feeds, tensors, fetches);
    } finally {
      for (const tensor of tensors) this.context.api.TF_DeleteTensor(tensor);
    }
  }

  #runSession(model: SavedModel, feeds: bigint[][], tensors: Pointer[], fetches: bigint[][]): Pointer[] {
    const { api, status } = this.context;
    const results = new BigUint64Array(fetches.length);
    api.TF_SessionRun(
      model.session,
      0,
      BigUint64Array.from(feeds.flat()),
      BigUint64Array.from(tensors, BigInt),
      tensors.length,
      BigUint64Array.from(fetches.flat()),
      results,
      fetches.length,
      0,
      0,
      0,
      status.pointer,
    );
    status.check(() => `run the saved model in ${model.folder}`);
    return Array.from(results, (tensor) => this.#toHandle(Number(tensor)));
  }

  // A TF_Output in memory: the operation's address, then its output's number.
  #endpoint(model: SavedModel, name: string): bigint[] {
    const [operationName = '', index = '0'] = name.split(':');
    const operation = this.context.api.TF_GraphOperationByName(model.graph, operationName);
    if (operation === 0)
      throw new Error(`The saved model in ${model.folder} has no operation ${operationName}.`);
    return [BigInt(operation), BigInt(index)];
  }

  #resolve(handle: Pointer): Pointer {
    const { api, status } = this.context;
    const tensor = api.TFE_TensorHandleResolve(handle, status.pointer);
    status.check(() => 'read an input of a saved model');
    return tensor;
  }

  #toHandle(tensor: Pointer): Pointer {
    const { api, status } = this.context;
    const handle = api.TFE_NewTensorHandle(tensor, status.pointer);
    api.TF_DeleteTensor(tensor);
    status.check(() => 'take an output of a saved model');
    return handle;
  }

  #get(id: number): SavedModel {
    const model = this.#models.get(id);
    if (!model) throw new Error(`There is no loaded saved model with the number ${id}: was it disposed?`);
    return model;
  }
}

function splitNames(names: string): string[] {
  return names === '' ? [] : names.split(',');
}

// The live tensors: a number for each of TensorFlow's handles. Numbers are never used twice, so that one kept
// past its tensor's end is an error and never another tensor.
import type { Pointer } from './c-api.js';
import type { EagerContext } from './eager-context.js';

/** What TensorFlow.js needs to know of a tensor that an op made. */
export interface TensorMetadata {
  id: number;
  shape: number[];
  dtype: number;
}

export class TensorHandles {
  readonly #handles = new Map<number, Pointer>();
  #nextId = 0;

  constructor(private readonly context: EagerContext) {}

  get size(): number {
    return this.#handles.size;
  }

  add(handle: Pointer): number {
    this.#handles.set(this.#nextId, handle);
    return this.#nextId++;
  }

  get(id: number): Pointer {
    const handle = this.#handles.get(id);
    if (handle === undefined) {
      throw new Error(`There is no tensor with the number ${id} any more: was it disposed?`);
    }
    return handle;
  }

  delete(id: number): void {
    const handle = this.get(id);
    this.#handles.delete(id);
    this.context.api.TFE_DeleteTensorHandle(handle);
  }

  /** Takes handles that an op made; should one have no shape, all are freed. */
  addOutputs(handles: readonly Pointer[]): TensorMetadata[] {
    try {
      const described = handles.map((handle) => ({ handle, ...this.#describe(handle) }));
      return described.map(({ handle, shape, dtype }) => ({ id: this.add(handle), shape, dtype }));
    } catch (error) {
      for (const handle of handles) this.context.api.TFE_DeleteTensorHandle(handle);
      throw error;
    }
  }

  /** A live tensor's shape and type. */
  describe(id: number): TensorMetadata {
    return { id, ...this.#describe(this.get(id)) };
  }

  #describe(handle: Pointer): { shape: number[]; dtype: number } {
    const { api, status } = this.context;
    const rank = api.TFE_TensorHandleNumDims(handle, status.pointer);
    status.check(() => "tell a tensor's shape");
    const shape = new Array<number>(rank);
    for (let axis = 0; axis < rank; axis++) {
      shape[axis] = Number(api.TFE_TensorHandleDim(handle, axis, status.pointer));
    }
    return { shape, dtype: api.TFE_TensorHandleDataType(handle) };
  }
}

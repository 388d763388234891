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

/** A tensor's value in the memory of a device that TensorFlow does not know. */
export interface ValueElsewhere {
  readonly shape: readonly number[];
  /** TensorFlow's number of its type. */
  readonly dtype: number;
  /** The value as a tensor of TensorFlow's, which the caller then owns. */
  fetch(): Pointer;
  free(): void;
}

export class TensorHandles {
  readonly #handles = new Map<number, Pointer>();
  readonly #elsewhere = new Map<number, ValueElsewhere>();
  #nextId = 0;

  constructor(private readonly context: EagerContext) {}

  get size(): number {
    let fetched = 0;
    for (const id of this.#elsewhere.keys()) if (this.#handles.has(id)) fetched += 1;
    return this.#handles.size + this.#elsewhere.size - fetched;
  }

  add(handle: Pointer): number {
    this.#handles.set(this.#nextId, handle);
    return this.#nextId++;
  }

  get(id: number): Pointer {
    const handle = this.#handles.get(id) ?? this.#fetch(id);
    if (handle === undefined) {
      throw new Error(`There is no tensor with the number ${id} any more: was it disposed?`);
    }
    return handle;
  }

  /** A tensor that TensorFlow gets when it is first asked for. */
  addElsewhere(value: ValueElsewhere): TensorMetadata {
    const id = this.#nextId++;
    this.#elsewhere.set(id, value);
    return { id, shape: [...value.shape], dtype: value.dtype };
  }

  /** Keeps a copy of a tensor's value for as long as the tensor lives. */
  keepElsewhere(id: number, value: ValueElsewhere): void {
    this.#elsewhere.get(id)?.free();
    this.#elsewhere.set(id, value);
  }

  elsewhere(id: number): ValueElsewhere | undefined {
    return this.#elsewhere.get(id);
  }

  delete(id: number): void {
    const elsewhere = this.#elsewhere.get(id);
    if (elsewhere === undefined || this.#handles.has(id)) {
      const handle = this.get(id);
      this.#handles.delete(id);
      this.context.api.TFE_DeleteTensorHandle(handle);
    }
    this.#elsewhere.delete(id);
    elsewhere?.free();
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
    const elsewhere = this.#elsewhere.get(id);
    if (elsewhere) return { id, shape: [...elsewhere.shape], dtype: elsewhere.dtype };
    return { id, ...this.#describe(this.get(id)) };
  }

  #fetch(id: number): Pointer | undefined {
    const handle = this.#elsewhere.get(id)?.fetch();
    if (handle !== undefined) this.#handles.set(id, handle);
    return handle;
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

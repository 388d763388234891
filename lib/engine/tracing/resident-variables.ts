// Variables that live in TensorFlow's own resource variables while a loop runs, so that ops can change them in
// place. Outside the loop they are TensorFlow.js variables as ever: values go in before a run and come out after.
import type { DataId, Tensor, Variable } from '@tensorflow/tfjs';
import type { TensorFlowBackend } from '../backend-types.js';
import type { Pointer } from '../c-api.js';
import { numberOfType } from '../data-types.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import { type TraceScope, tensorNumber } from './trace.js';

let resources = 0;

const typeAttribute = (name: string, tensor: Tensor): OpAttribute => ({
  name,
  type: attributeType.type,
  value: numberOfType(tensor.dtype),
});

/** One variable and the resource that holds its value during runs. */
export class ResidentVariable {
  /** The binding's number of the resource handle. */
  readonly handle: number;
  #inResource: DataId | undefined;

  constructor(
    private readonly backend: TensorFlowBackend,
    readonly variable: Variable,
  ) {
    const attributes = [
      typeAttribute('dtype', variable),
      { name: 'shape', type: attributeType.shape, value: variable.shape },
      { name: 'shared_name', type: attributeType.string, value: `tensorcell_${resources++}` },
    ];
    this.handle = backend.binding.executeOp('VarHandleOp', attributes, [], 1)[0]!.id;
  }

  /** Before a run: the variable's value into the resource, unless it is the one that came from there. */
  load(): void {
    const { backend, variable } = this;
    if (variable.dataId === this.#inResource) return;
    const inputs = [this.handle, tensorNumber(backend, variable)];
    backend.binding.executeOp('AssignVariableOp', [typeAttribute('dtype', variable)], inputs, 0);
  }

  /** After a run: the resource's value into the variable. */
  store(): void {
    const { backend, variable } = this;
    const attributes = [typeAttribute('dtype', variable)];
    const [read] = backend.binding.executeOp('ReadVariableOp', attributes, [this.handle], 1);
    const value = backend.createOutputTensor(read!);
    variable.assign(value);
    value.dispose();
    this.#inResource = variable.dataId;
  }

  /**
   * After a run that failed: the resource's value does not count. The variable still has the one before the run,
   * since TensorFlow copies what is referenced twice before it changes it.
   */
  forget(): void {
    this.#inResource = undefined;
  }

  dispose(): void {
    this.backend.binding.executeOp('DestroyResourceOp', [], [this.handle], 0);
    this.backend.binding.deleteTensor(this.handle);
  }
}

/** Runs an op that changes resources in place; it takes their handles first, then the tensors. */
export function changeInPlace(
  op: string,
  residents: readonly TracedResident[],
  tensors: readonly Tensor[],
  attributes: readonly OpAttribute[] = [],
): void {
  const { scope } = residents[0]!;
  for (const resident of residents) resident.flush();
  const inputs = [...residents.map(({ handle }) => handle), ...tensors.map((tensor) => scope.number(tensor))];
  const before = residents.flatMap((resident) => resident.before);
  const operation = scope.recorder.record(op, attributes, inputs, before);
  scope.effects.push(operation);
  for (const resident of residents) resident.changeBy(operation);
}

/** The same variable inside the loop's body while it is traced. */
export class TracedResident {
  /** The last read or change of the resource in the body. */
  #latest: Pointer | undefined;
  #inResource: DataId;

  /** `isRead` is false for what only one op uses, through the resource: reading it would force a copy. */
  constructor(
    readonly scope: TraceScope,
    readonly variable: Variable,
    readonly handle: number,
    readonly isRead: boolean,
  ) {
    if (isRead) this.#read();
    this.#inResource = variable.dataId;
  }

  /** Operations that must be over before the resource may change. */
  get before(): Pointer[] {
    return this.#latest === undefined ? [] : [this.#latest];
  }

  /** Says that `operation` changes the resource; reads from here on see what it made. */
  changeBy(operation: Pointer): void {
    this.#latest = operation;
    if (this.isRead) this.#read();
    this.#inResource = this.variable.dataId;
  }

  /** Writes a value that was assigned to the variable by other means into the resource. */
  flush(): void {
    const { scope, variable } = this;
    if (variable.dataId === this.#inResource) return;
    const inputs = [this.handle, scope.number(variable)];
    const attributes = [typeAttribute('dtype', variable)];
    const operation = scope.recorder.record('AssignVariableOp', attributes, inputs, this.before);
    scope.effects.push(operation);
    this.changeBy(operation);
  }

  #read(): void {
    const { scope, variable } = this;
    const { recorder } = scope;
    const type = numberOfType(variable.dtype);
    const handle = recorder.endpoint(this.handle);
    const { metadata, operation } = recorder.readVariable(handle, type, variable.shape, this.before);
    this.#latest = operation;
    const value = scope.tensor(metadata);
    variable.assign(value);
    value.dispose();
  }
}

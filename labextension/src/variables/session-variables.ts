// Asks a kernel for its session's variables, by the debugger's messages, which need no debugger that has been started.
import type { Kernel } from '@jupyterlab/services';

export interface Variable {
  readonly name: string;
  /** In TypeScript's words; empty where the value says it all. */
  readonly type: string;
  readonly value: string;
  /** What there is inside can be asked for by it; 0 where there is nothing. */
  readonly reference: number;
}

/** As the Debug Adapter Protocol has it. */
interface Told {
  name: string;
  value: string;
  type?: string;
  variablesReference: number;
}

/** JupyterLab's own panel knows four types, by Python's names. */
const typeNames: Readonly<Record<string, string>> = {
  int: 'number',
  float: 'number',
  str: 'string',
  bool: 'boolean',
};

/** All of them, by name. */
export async function sessionVariables(kernel: Kernel.IKernelConnection): Promise<Variable[]> {
  return (await ask(kernel, 'inspectVariables', {})).sort((one, other) => one.name.localeCompare(other.name));
}

/** Elements, entries and properties; nothing of a value that is gone. */
export function partsOf(kernel: Kernel.IKernelConnection, reference: number): Promise<Variable[]> {
  return ask(kernel, 'variables', { variablesReference: reference });
}

function ask(kernel: Kernel.IKernelConnection, command: string, given: object): Promise<Variable[]> {
  return new Promise((resolve) => {
    const none = () => resolve([]);
    if (kernel.isDisposed || kernel.status === 'dead') return none();
    const future = kernel.requestDebug({ type: 'request', seq: 0, command, arguments: given });
    future.done.catch(none);
    future.onReply = ({ content }) => {
      const { body } = content as unknown as { body?: { variables?: Told[] } };
      resolve((body?.variables ?? []).map(variableOf));
    };
  });
}

/** Where the view is no more than the type, it is told once. */
export function variableOf({ name, value, type = '', variablesReference }: Told): Variable {
  return {
    name,
    value,
    type: value === type ? '' : (typeNames[type] ?? type),
    reference: variablesReference,
  };
}

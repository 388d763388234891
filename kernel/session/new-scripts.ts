// While something can stop, the main thread stands still before a cell or a local file first runs, so that breakpoints
// are set in it. The stop is in a script of its own, by whose name the debugger knows it.
import vm from 'node:vm';

export const newScriptName = 'tensorcell:new-script';

export const pauseName = 'tensorcell:pause';

let stop: vm.Script | undefined;
let pause: vm.Script | undefined;

export function tellNewScripts(isOn: boolean): void {
  stop = isOn ? (stop ?? new vm.Script('debugger;', { filename: newScriptName })) : undefined;
}

/** Called by stop checks, where a pause was asked for. */
export function pauseHere(): void {
  pause ??= new vm.Script('debugger;', { filename: pauseName });
  pause.runInThisContext();
}

/** To be called when V8 has told of a script: when it is bound to the context, just before it runs. */
export function newScript(): void {
  stop?.runInThisContext();
}

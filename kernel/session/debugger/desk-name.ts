// Under which symbol the main thread's side of the debugger is found.
export const deskName = 'tensorcell.debugger';

// The folder that the kernel was started in. A cell may change the working folder; modules are still found from here.

export const notebookFolder = process.cwd();

// The kernel's own names in every cell, beside the library's. The build reads the types of this file for the checker.
export { comms } from './comms.js';
export { display, page } from './display.js';
export { input, prompt } from './input.js';
export { install } from './install.js';
export { keepRunning } from './keep-running.js';
export { sh } from './shell.js';
export { follow, slider } from './slider.js';
export { time } from './time.js';
export { whos } from './whos.js';
export { widget } from './widget.js';

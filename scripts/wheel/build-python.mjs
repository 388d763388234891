// The Python whose pip builds the wheel: that of the project's environment, else any that fits.
import { existsSync } from 'node:fs';
import { venvPython } from '../setup/paths.mjs';
import { findPython } from '../setup/python.mjs';

/** @returns {string[]} its command */
export function buildPython() {
  return existsSync(venvPython) ? [venvPython] : findPython();
}

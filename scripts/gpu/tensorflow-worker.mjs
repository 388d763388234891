// The checks of TensorFlow's own library for GPUs, in a process whose loader finds NVIDIA's libraries.
import * as library from '../../build/lib/index.js';
import { checkAll } from './tensorflow-checks.mjs';

process.exitCode = await checkAll(/** @type {any} */ (library));

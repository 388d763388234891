// Who this kernel is: the answer to kernel_info_request, from which front ends take colours and links.
import { createRequire } from 'node:module';
import { type KernelInfo, protocolVersion } from './messages.js';

const require = createRequire(import.meta.url);

/** Of the compiler that checks the cells. */
const { version: typeScriptVersion } = require('typescript/package.json') as { version: string };

/** By which an editor knows that it may send `language_request`. */
const languageFeature = 'tensorcell language';

export function packageVersion(): string {
  return (require('tensorcell/package.json') as { version: string }).version;
}

export function kernelInfo(): KernelInfo {
  const version = packageVersion();
  return {
    protocol_version: protocolVersion,
    implementation: 'tensorcell',
    implementation_version: version,
    language_info: {
      name: 'typescript',
      version: typeScriptVersion,
      mimetype: 'application/typescript',
      file_extension: '.ts',
      pygments_lexer: 'typescript',
      codemirror_mode: { name: 'typescript', mode: 'typescript', mime: 'application/typescript' },
      nbconvert_exporter: 'script',
    },
    banner: `TensorCell ${version}: TypeScript ${typeScriptVersion} on Node.js ${process.version}`,
    help_links: [
      { text: 'TypeScript handbook', url: 'https://www.typescriptlang.org/docs/handbook/intro.html' },
      { text: 'TensorFlow.js API', url: 'https://js.tensorflow.org/api/latest/' },
      { text: 'Node.js API', url: 'https://nodejs.org/api/' },
      { text: 'Vega-Lite', url: 'https://vega.github.io/vega-lite/docs/' },
    ],
    debugger: true,
    supported_features: ['kernel subshells', 'debugger', languageFeature],
  };
}

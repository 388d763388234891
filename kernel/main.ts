#!/usr/bin/env node
// The `tensorcell` command: installs, removes and checks the kernel, and is the kernel when Jupyter starts it.
import { gpuEnvironment, runAgainWith } from './installation/gpu-environment.js';
import { readConnection } from './protocol/connection.js';

const usage = `Usage:
  tensorcell setup [--gpu [--plugin]]                                           find TensorFlow, or fetch it from PyPI
  tensorcell install [--user | --sys-prefix [DIR] | --prefix DIR] [--name NAME]   register the kernel with Jupyter
  tensorcell uninstall [the same options]                                       remove it again
  tensorcell doctor                                                             what works here, and how to fix the rest
  tensorcell lab [FOLDER]                                                       open JupyterLab with this kernel
  tensorcell lsp                                                                serve an editor by the Language Server Protocol
  tensorcell convert FILE [-o FILE]                                              a Keras notebook or program as TypeScript
  tensorcell train [--processes N] SCRIPT                                        run a script, by one process or several
  tensorcell train --listen HOST:PORT                                           take a notebook's fits, for distribute({ addresses })
  tensorcell kernel CONNECTION_FILE                                             what Jupyter calls`;

async function main([command, ...options]: string[]): Promise<number> {
  switch (command) {
    case 'kernel':
      return runKernel(options[0]);
    case 'setup': {
      const { setup } = await import('./installation/setup.js');
      console.log(setup(options));
      return 0;
    }
    case 'lab': {
      const { lab } = await import('./installation/lab.js');
      return lab(options);
    }
    case 'install':
    case 'uninstall': {
      const { install, uninstall } = await import('./installation/install.js');
      console.log(command === 'install' ? install(options) : uninstall(options));
      return 0;
    }
    case 'doctor': {
      const added = await gpuEnvironment();
      if (Object.keys(added).length > 0) return runAgainWith(added);
      const { doctor } = await import('./installation/doctor.js');
      return doctor();
    }
    case 'lsp': {
      const { packageVersion } = await import('./protocol/kernel-info.js');
      const { serveEditor } = await import('./lsp/main.js');
      return serveEditor(packageVersion());
    }
    case 'convert': {
      const { convert } = await import('./convert/convert.js');
      console.log(convert(options));
      return 0;
    }
    case 'train': {
      const { train } = await import('./train/train.js');
      return train(options);
    }
    case undefined:
    case 'help':
    case '--help':
      console.log(usage);
      return 0;
    default:
      throw new Error(`Unknown command: ${command}\n${usage}`);
  }
}

async function runKernel(file: string | undefined): Promise<number> {
  if (file === undefined) throw new Error(`Expected a connection file.\n${usage}`);
  const connection = readConnection(file);
  // For the session, which inherits it.
  Object.assign(process.env, await gpuEnvironment());
  // The session loads TensorFlow.js and the checker the compiler while this thread loads the protocol.
  const { SessionProcess } = await import('./protocol/session-process.js');
  const session = new SessionProcess();
  const { Checker, checkLimit } = await import('./protocol/checker.js');
  const { startChecker } = await import('./protocol/start-checker.js');
  const checker = new Checker(startChecker(process.cwd()), { check: checkLimit() });
  const { serve } = await import('./protocol/serve.js');
  return serve(connection, checker, session);
}

try {
  // An explicit exit: sockets and worker threads would keep the process alive.
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

// Which part may import which, held by `npm run check`. CONTRIBUTING.md draws the same picture in words.

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circle-between-files',
      comment: 'Two files that import each other, even types alone, are one thought in two files.',
      severity: 'error',
      from: { path: '^(lib|kernel)/' },
      to: { circular: true },
    },
    {
      name: 'no-circle-between-folders',
      comment: 'A folder that reaches itself through others cannot be read, tested or replaced by itself.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(lib|kernel)(/|$)' },
      to: { circular: true },
    },
    {
      name: 'engine-below-all',
      comment: 'lib/engine knows TensorFlow and TensorFlow.js; what else it may use is listed here.',
      severity: 'error',
      from: { path: '^lib/engine/' },
      to: {
        path: '^(lib|kernel)/',
        pathNot: ['^lib/engine/', '^lib/(tf|host|precision|random/state|unless-aborted|half-to-even)\\.ts$'],
      },
    },
    {
      name: 'core-below-layers',
      comment: 'lib/core is what layers and models are made of; what it uses besides is listed here.',
      severity: 'error',
      from: { path: '^lib/core/' },
      to: {
        path: '^(lib|kernel)/',
        pathNot: ['^lib/core/', '^lib/(tf|host|weak-variables|precision)\\.ts$'],
      },
    },
    {
      name: 'kernel-through-the-door',
      comment:
        'The kernel uses the library as its users do, and what only a host needs by lib/kernel-door.ts.',
      severity: 'error',
      from: { path: '^kernel/' },
      to: { path: '^lib/', pathNot: '^lib/(index|kernel-door|cache-folder)\\.ts$' },
    },
    {
      name: 'library-without-kernel',
      comment: 'The library runs in plain Node as well.',
      severity: 'error',
      from: { path: '^lib/' },
      to: { path: '^kernel/' },
    },
    {
      name: 'processes-meet-in-the-contract',
      comment:
        'The protocol process and the session process share kernel/contract and nothing else of theirs.',
      severity: 'error',
      from: { path: '^kernel/(protocol|language)/' },
      to: { path: '^kernel/session/' },
    },
    {
      name: 'session-knows-only-the-contract',
      comment: 'Only the thread that compiles a file whose path a cell has computed holds the compiler.',
      severity: 'error',
      from: { path: '^kernel/session/', pathNot: '^kernel/session/modules/compiler-thread\\.ts$' },
      to: { path: '^kernel/(protocol|language)/' },
    },
    {
      name: 'language-knows-only-the-contract',
      severity: 'error',
      from: { path: '^kernel/language/' },
      to: { path: '^kernel/protocol/' },
    },
    {
      name: 'compiler-on-its-own-thread',
      comment:
        'A check may take a minute: the compiler runs on threads and processes of its own, which protocol/checker-thread.ts, ' +
        'protocol/checker-process.ts and session/modules/compiler.ts start.',
      severity: 'error',
      from: { path: '^kernel/', pathNot: '^kernel/(language/|session/modules/compiler-thread\\.ts$)' },
      to: { path: '^kernel/language/' },
    },
    {
      name: 'contract-stands-alone',
      severity: 'error',
      from: { path: '^kernel/contract/' },
      to: { path: '^(lib|kernel)/', pathNot: '^kernel/contract/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^(lib|kernel)/',
  },
};

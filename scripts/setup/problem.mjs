// A problem that a user can fix: one sentence, no stack trace, exit code 1.

export class Problem extends Error {
  /** @override */
  name = 'Problem';
}

/**
 * Runs a script's main function and turns its end into an exit code. A `Problem` is told in its own words;
 * anything else is a mistake of ours and keeps its stack.
 * @param {() => Promise<number>} main
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    process.exitCode = 1;
    tell(error);
  }
}

/** @param {unknown} error */
export function tell(error) {
  console.error(error instanceof Problem ? `\n✗ ${error.message}` : error);
}

/**
 * What a failed command's output says about the cause, as the sentence a person needs.
 * @param {string} what the work that failed, as in "installing npm packages"
 * @param {string} registry who is asked over the network, as in "the npm registry"
 * @param {string} output
 * @param {string} log where the whole output stands
 */
export function explainFailure(what, registry, output, log) {
  const cause = causes.find(({ pattern }) => pattern.test(output));
  if (cause) return new Problem(`${what} failed: ${cause.sentence(registry)}`);
  const last = output.trimEnd().split('\n').slice(-12).join('\n  ');
  return new Problem(`${what} failed; the whole output is in ${log}, it ends with\n  ${last}`);
}

const causes = [
  {
    pattern: /ENOSPC|No space left on device|not enough space on the disk/i,
    sentence: () => 'the disk is full; free some space (about 3 GB in all), then run the same command again.',
  },
  {
    pattern: /EROFS|EACCES|Permission denied|Read-only file system/i,
    sentence: () => 'a folder cannot be written; make this folder your own, then run the same command again.',
  },
  {
    pattern:
      /ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ENETUNREACH|from versions: none|NewConnectionError|Max retries exceeded|connection broken|ProxyError|SSLError|CERT_/i,
    /** @param {string} registry */
    sentence: (registry) =>
      `${registry} cannot be reached; check the network, proxy or mirror settings, then run the same command again (it goes on where it stopped).`,
  },
];

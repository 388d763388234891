// Where the bundled fonts lie: beside the sources, also for the compiled files in dist/.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folders = ['../fonts/', '../../../../lib/plot/fonts/'];

/** Paths of the regular and the semi-bold font. */
export function fontFiles(): [regular: string, bold: string] {
  const folder = folders.map((f) => fileURLToPath(new URL(f, import.meta.url))).find((f) => existsSync(f));
  if (!folder)
    throw new Error(
      'The fonts for charts are missing: expected lib/plot/fonts in the package. Reinstall it.',
    );
  return [`${folder}NotoSansKR-Regular.ttf`, `${folder}NotoSansKR-SemiBold.ttf`];
}

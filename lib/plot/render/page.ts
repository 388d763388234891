// A drawing as a web page of its own, with the libraries that draw it inside: it needs neither a notebook nor a
// network.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** How a page draws: scripts of npm packages, then a statement over `specification` and the element `place`. */
export interface PageDrawing {
  readonly libraries: readonly string[];
  readonly specification: unknown;
  readonly statement: string;
}

/** The whole page as HTML text. */
export async function pageOf(
  title: string,
  { libraries, specification, statement }: PageDrawing,
): Promise<string> {
  const scripts = await Promise.all(libraries.map((name) => readFile(require.resolve(name), 'utf8')));
  return [
    '<!doctype html>',
    `<html><head><meta charset="utf-8"><title>${escapeText(title)}</title></head>`,
    '<body style="font-family: sans-serif; background: #fff"><div id="place"></div>',
    ...scripts.map(inScript),
    inScript(
      `const place = document.getElementById('place');\nconst specification = ${JSON.stringify(specification)};\n${statement}`,
    ),
    '</body></html>',
  ].join('\n');
}

/** Within a script element, `</script` would end it and `<!--` could hide its end. */
const inScript = (code: string): string =>
  `<script>\n${code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')}\n</script>`;

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

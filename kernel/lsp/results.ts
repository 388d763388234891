// The checker's answers for clients that have no kernel: what only a notebook's front end can do is left out, and the
// library's documentation is a file that can be opened.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Location } from '../contract/editor-messages.js';

const docs = 'tensorcell:docs/';
export const docsFolder = join(tmpdir(), `tensorcell-docs-${process.pid}`);

export function forClients(result: unknown): unknown {
  if (!Array.isArray(result)) return result;
  return (result as (CodeAction | Location)[]).filter((one) => !('command' in one)).map(withFile);
}

function withFile(one: CodeAction | Location): CodeAction | Location {
  if (!('uri' in one) || !one.uri.startsWith(docs)) return one;
  const path = join(docsFolder, `${one.uri.slice(docs.length).replace(/[^\w$]/g, '_')}.md`);
  mkdirSync(docsFolder, { recursive: true });
  writeFileSync(path, one.contents ?? '');
  return { uri: pathToFileURL(path).href, range: one.range };
}

// Shift-Tab: signature and documentation at the cursor, as Markdown for notebooks and as text for consoles.
import type TypeScript from 'typescript';
import type { Inspection } from '../contract/language.js';
import type { CallOption } from './call-options.js';
import { withoutHidden } from './displaced.js';
import { type Doc, type DocTag, plain } from './docs.js';

/** Tags for documentation generators, of no use to a reader. */
const silent = new Set(['doc', 'license', 'internal', 'module']);

/** What the compiler gives for an unknown name. */
const unknown = 'any';

/**
 * @param options what a function takes in one object
 * @param declaration the declaration's own text, for the higher level of detail
 */
export function toInspection(
  info: TypeScript.QuickInfo,
  doc: Doc,
  options: readonly CallOption[] = [],
  declaration?: string,
): Inspection | undefined {
  const signature = signatureOf(info);
  if (signature === unknown) return undefined;
  const tags = doc.tags.filter(({ name }) => !silent.has(name));
  const more = declaration === undefined || declaration === signature ? '' : declaration;
  const parameters = tags.filter(isParameter).map(parameterAsMarkdown).join('\n');
  const others = tags.filter((tag) => !isParameter(tag)).map(tagAsMarkdown);
  const listed = options.map(optionAsMarkdown).join('\n');
  const list = listed && `**Options**\n\n${listed}`;
  const markdown = [code(signature), doc.text, parameters, ...others, list, more && code(more)];
  const plainList = options.map(({ signature, text }) => `${signature}  ${text}`.trimEnd()).join('\n');
  const text = [signature, doc.text, tags.map(tagAsText).join('\n'), plainList, more];
  return {
    found: true,
    data: { 'text/markdown': paragraphs(markdown), 'text/plain': paragraphs(text) },
    metadata: {},
  };
}

/** The compiler's line without its remarks on how a preloaded name was imported. */
function signatureOf(info: TypeScript.QuickInfo): string {
  return withoutHidden(plain(info.displayParts))
    .replace(/\n(import|export) [^\n]*$/, '')
    .replace(/^\(alias\) (?=[\w$]+[(<])/, 'function ')
    .replace(/^\(alias\) /, '');
}

function code(text: string): string {
  return `\`\`\`typescript\n${text}\n\`\`\``;
}

function tagAsMarkdown({ name, text }: DocTag): string {
  if (name === 'example') return `**Example**\n\n${text.includes('```') ? text : code(text)}`;
  return `**${title(name)}** ${text}`.trimEnd();
}

function optionAsMarkdown({ signature, text }: CallOption): string {
  return `- \`${signature}\` ${text}`.trimEnd();
}

function isParameter({ name }: DocTag): boolean {
  return name === 'param';
}

/** `name what it is` as a list's item. */
function parameterAsMarkdown({ text }: DocTag): string {
  const [, name = '', description = ''] = /^(\S+)\s*-?\s*([\s\S]*)$/.exec(text) ?? [];
  return `- \`${name}\` ${description}`.trimEnd();
}

function tagAsText({ name, text }: DocTag): string {
  return `@${name} ${text}`.trimEnd();
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

// Shift-Tab: signature and documentation at the cursor, as Markdown for notebooks and as text for consoles.
import type TypeScript from '@tslab/typescript-for-tslab';
import type { Inspection } from './contract.js';

export const nothingFound: Inspection = { found: false, data: {}, metadata: {} };

/** @param declaration the declaration's own text, for the higher level of detail */
export function toInspection(info: TypeScript.QuickInfo, declaration?: string): Inspection {
  const signature = signatureOf(info);
  const documentation = textOf(info.documentation);
  const tags = (info.tags ?? []).filter(({ name }) => name !== 'doc');
  const markdown = [code(signature), documentation, tags.map(tagAsMarkdown).join('\n\n')];
  const plain = [signature, documentation, tags.map(tagAsText).join('\n')];
  if (declaration !== undefined && declaration !== signature) {
    markdown.push(code(declaration));
    plain.push(declaration);
  }
  return {
    found: true,
    data: { 'text/markdown': paragraphs(markdown), 'text/plain': paragraphs(plain) },
    metadata: {},
  };
}

/** The compiler's line without its remarks on how a preloaded name got here. */
function signatureOf(info: TypeScript.QuickInfo): string {
  return textOf(info.displayParts)
    .replace(/^\(alias\) /, '')
    .replace(/\nimport [^\n]*$/, '');
}

function textOf(parts: readonly TypeScript.SymbolDisplayPart[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join('');
}

function code(text: string): string {
  return `\`\`\`typescript\n${text}\n\`\`\``;
}

function tagAsMarkdown(tag: TypeScript.JSDocTagInfo): string {
  const text = textOf(tag.text);
  if (tag.name === 'param') return parameter(text);
  if (tag.name === 'example') return `**Example**\n\n${text.includes('```') ? text : code(text)}`;
  return `**${title(tag.name)}** ${text}`.trimEnd();
}

/** `name what it is` as a list's item. */
function parameter(text: string): string {
  const [, name = '', description = ''] = /^(\S+)\s*-?\s*([\s\S]*)$/.exec(text) ?? [];
  return `- \`${name}\` ${description}`.trimEnd();
}

function tagAsText(tag: TypeScript.JSDocTagInfo): string {
  return `@${tag.name} ${textOf(tag.text)}`.trimEnd();
}

function title(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

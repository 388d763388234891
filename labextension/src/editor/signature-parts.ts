// A signature's text, parted at the argument that one is at.
import type { SignatureHelp, SignatureInformation } from '../language/lsp.js';

export function activeSignature({
  signatures,
  activeSignature: index = 0,
}: SignatureHelp): SignatureInformation | undefined {
  return signatures[index] ?? signatures[0];
}

/** What stands before the active argument, the argument, what stands after; the first alone when none is active. */
export function labelParts(help: SignatureHelp): [before: string, active: string, after: string] {
  const signature = activeSignature(help);
  if (!signature) return ['', '', ''];
  const { label, parameters = [] } = signature;
  const parameter = parameters[signature.activeParameter ?? help.activeParameter ?? 0];
  if (!parameter) return [label, '', ''];
  const [from, to] = typeof parameter.label === 'string' ? placeOf(label, parameter.label) : parameter.label;
  return [label.slice(0, from), label.slice(from, to), label.slice(to)];
}

/** As a whole word after the bracket: a name may begin with that of its function. */
function placeOf(label: string, name: string): [number, number] {
  const from = label.indexOf(name, label.indexOf('(') + 1);
  return from < 0 ? [label.length, label.length] : [from, from + name.length];
}

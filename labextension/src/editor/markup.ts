// The checker's Markdown as JupyterLab draws Markdown elsewhere: sanitized, code in colours.
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Markup } from '../language/lsp.js';

export interface DrawnMarkup {
  node: HTMLElement;
  dispose(): void;
}

export function drawMarkup(rendermime: IRenderMimeRegistry, markup: Markup | string): DrawnMarkup {
  const { kind, value } =
    typeof markup === 'string' ? ({ kind: 'markdown', value: markup } as const) : markup;
  const type = kind === 'markdown' ? 'text/markdown' : 'text/plain';
  const renderer = rendermime.createRenderer(type);
  void renderer.renderModel(rendermime.createModel({ data: { [type]: value } }));
  return { node: renderer.node, dispose: () => renderer.dispose() };
}

export function isEmpty(markup: Markup | string | undefined): boolean {
  return (typeof markup === 'string' ? markup : (markup?.value ?? '')).trim() === '';
}

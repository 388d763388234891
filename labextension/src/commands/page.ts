// Markdown as a page of its own.
import type { IRenderMime, IRenderMimeRegistry } from '@jupyterlab/rendermime';

export function drawPage(rendermime: IRenderMimeRegistry, markdown: string): IRenderMime.IRenderer {
  const renderer = rendermime.createRenderer('text/markdown');
  renderer.addClass('tc-Page');
  void renderer.renderModel(rendermime.createModel({ data: { 'text/markdown': markdown } }));
  return renderer;
}

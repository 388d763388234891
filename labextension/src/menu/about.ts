// What the kernel computes with and how much memory it holds.
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { Widget } from '@lumino/widgets';
import type { About } from '../language/lsp.js';
import type { NotebookLanguage } from '../language/notebook-language.js';

export async function showAbout({ client }: NotebookLanguage): Promise<void> {
  const [about, doctor] = await Promise.all([
    client.ask('kernel/about', {}),
    client.ask('kernel/doctor', {}).catch(() => undefined),
  ]);
  const body = new Widget();
  body.addClass('tc-About');
  const list = document.createElement('dl');
  for (const [term, value] of rows(about)) {
    const title = document.createElement('dt');
    title.textContent = term;
    const description = document.createElement('dd');
    description.textContent = value;
    list.append(title, description);
  }
  body.node.append(list);
  if (doctor) {
    const report = document.createElement('pre');
    report.textContent = doctor.text;
    body.node.append(report);
  }
  await showDialog({ title: 'TensorCell', body, buttons: [Dialog.okButton({ label: 'Close' })] });
}

function rows({ version, engine, node, memory }: About): [term: string, value: string][] {
  return [
    ['TensorCell', version],
    ['Engine', engine],
    ['Node.js', node],
    ['Memory of the session', megabytes(memory.session)],
    ['Memory of the kernel itself', megabytes(memory.process)],
  ];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}

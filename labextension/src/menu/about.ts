// What the kernel computes with and how much memory it holds.
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { Widget } from '@lumino/widgets';
import type { LanguageClient } from '../language/client.js';
import type { About } from '../language/lsp.js';
import type { NotebookLanguage } from '../language/notebook-language.js';

export async function showAbout({ client }: NotebookLanguage): Promise<void> {
  const about = await client.ask('kernel/about', {});
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
  body.node.append(list, doctorsReport(client));
  await showDialog({ title: 'TensorCell', body, buttons: [Dialog.okButton({ label: 'Close' })] });
}

/** Comes later: the doctor loads TensorFlow. */
function doctorsReport(client: LanguageClient): HTMLElement {
  const report = document.createElement('pre');
  report.setAttribute('aria-live', 'polite');
  report.textContent = 'The doctor is looking…';
  client.ask('kernel/doctor', {}).then(
    ({ text }) => {
      report.textContent = text;
    },
    (error: Error) => {
      report.textContent = `The doctor has no answer: ${error.message}`;
    },
  );
  return report;
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

function megabytes(bytes: number | null): string {
  if (bytes === null) return 'not known';
  return `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
}

// The notebooks that get help: those whose kernel answers, as long as it is their kernel.
import { tooltips } from '@codemirror/view';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { hover } from './editor/hover.js';
import { inlayHints } from './editor/inlay-hints.js';
import { semanticColours } from './editor/semantic-colours.js';
import { signatureHelp } from './editor/signature.js';
import { LanguageClient, speaksLanguage } from './language/client.js';
import { NotebookLanguage } from './language/notebook-language.js';
import { type EditorFeature, NotebookHelp } from './notebook-help.js';
import type { Settings } from './settings.js';
import { addRunStaleButton } from './stale/run-stale-button.js';
import { StaleMarks } from './stale/stale-marks.js';

/** What one notebook has. */
export interface Help {
  readonly language: NotebookLanguage;
  readonly marks: StaleMarks | undefined;
}

interface Given extends Help {
  readonly parts: readonly IDisposable[];
}

export class Helped {
  /** A notebook has got help, or lost it. */
  readonly changed = new Signal<this, void>(this);
  readonly #given = new Map<NotebookPanel, Given>();
  readonly #watched = new Set<NotebookPanel>();
  readonly #settings: Settings;
  readonly #more: readonly EditorFeature[];

  /** @param more for each editor, besides what is there */
  constructor(tracker: INotebookTracker, settings: Settings, more: readonly EditorFeature[]) {
    this.#settings = settings;
    this.#more = more;
    tracker.forEach((panel) => void this.#watch(panel));
    tracker.widgetAdded.connect((_, panel) => this.#watch(panel));
  }

  of(panel: NotebookPanel | null): Help | undefined {
    return panel ? this.#given.get(panel) : undefined;
  }

  /** Takes changed settings. */
  reset(): void {
    for (const panel of this.#watched) void this.#renew(panel);
  }

  #watch(panel: NotebookPanel): void {
    this.#watched.add(panel);
    const renew = () => void this.#renew(panel);
    panel.sessionContext.kernelChanged.connect(renew);
    panel.disposed.connect(() => {
      this.#watched.delete(panel);
      this.#end(panel);
    });
    void panel.context.ready.then(renew);
  }

  async #renew(panel: NotebookPanel): Promise<void> {
    this.#end(panel);
    const kernel = kernelOf(panel);
    if (!kernel || !this.#settings.isOn('enabled')) return;
    const speaks = await speaksLanguage(kernel).catch(() => false);
    const isStillWanted = !panel.isDisposed && kernelOf(panel) === kernel;
    if (!speaks || !isStillWanted || this.#given.has(panel)) return;
    this.#given.set(panel, this.#give(panel, new LanguageClient(kernel)));
    this.changed.emit();
  }

  #give(panel: NotebookPanel, client: LanguageClient): Given {
    const language = new NotebookLanguage(panel, client);
    const help = new NotebookHelp(language, this.#features(panel.content.rendermime));
    if (!this.#settings.isOn('staleCells')) return { language, marks: undefined, parts: [help] };
    const marks = new StaleMarks(help);
    return { language, marks, parts: [addRunStaleButton(panel, marks), marks, help] };
  }

  #features(rendermime: IRenderMimeRegistry): EditorFeature[] {
    const chosen = [
      ...(this.#settings.isOn('semanticColours') ? [semanticColours] : []),
      ...(this.#settings.isOn('inlayHints') ? [inlayHints] : []),
    ];
    return [inThePage, hover(rendermime), signatureHelp(rendermime), ...chosen, ...this.#more];
  }

  #end(panel: NotebookPanel): void {
    const given = this.#given.get(panel);
    if (!given) return;
    this.#given.delete(panel);
    for (const part of given.parts) part.dispose();
    this.changed.emit();
  }
}

// A cell clips what leaves it: tooltips live in the page.
const inThePage: EditorFeature = () => tooltips({ parent: document.body });

function kernelOf({ sessionContext }: NotebookPanel) {
  return sessionContext.session?.kernel ?? undefined;
}

// The notebook's toolbar: "Run stale", with how many there are.
import { ToolbarButton } from '@jupyterlab/apputils';
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { StaleMarks } from './stale-marks.js';

const name = 'tensorcell-run-stale';

export function addRunStaleButton(panel: NotebookPanel, marks: StaleMarks): ToolbarButton {
  const button = new ToolbarButton({
    label: 'Run stale',
    tooltip: 'Run the cells that depend on what was edited or run again',
    enabled: false,
    onClick: () => void marks.runStale(),
  });
  button.addClass('tc-RunStale');
  const show = () => {
    button.enabled = marks.count > 0;
    button.toggleClass('tc-mod-some', marks.count > 0);
    button.node.dataset.count = String(marks.count);
  };
  marks.changed.connect(show);
  panel.toolbar.insertBefore('spacer', name, button);
  return button;
}

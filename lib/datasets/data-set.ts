// What every data set looks like once loaded: two ready splits, and what the user should know about them.
import { type Displayable, displaySymbol, type MimeBundle } from '../host.js';
import type { tf } from '../tf.js';

/** Inputs and targets, row by row. */
export interface Split {
  /** Inputs, float32, first axis the rows. */
  readonly x: tf.Tensor;
  /** Targets: class numbers (int32), one-hot rows (float32) or measured values (float32). */
  readonly y: tf.Tensor;
}

/** Where data comes from and under which terms. */
export interface DataSetFacts {
  readonly name: string;
  readonly description: string;
  readonly source: string;
  readonly licence: string;
  readonly citation: string;
  /** The names of the classes, by class number; empty for a regression. */
  readonly classes: readonly string[];
  /** The names of the columns of `x`; empty for images. */
  readonly features: readonly string[];
  /** Set where other data stands in for the real one: what does, and why. */
  readonly standIn?: string;
}

/** A loaded data set. As a cell's last line it shows its shapes, classes, source, licence and citation. */
export interface DataSet extends DataSetFacts, Displayable {
  readonly train: Split;
  readonly test: Split;
}

export function dataSet(facts: DataSetFacts, train: Split, test: Split): DataSet {
  return {
    ...facts,
    train,
    test,
    [displaySymbol]: () => describe(facts, { train: shapes(train), test: shapes(test) }),
  };
}

/** The bundle that shows facts about data, with rows of its own before them. */
export function describe(facts: DataSetFacts, rows: Record<string, string>): MimeBundle {
  const table: Record<string, string> = {
    ...rows,
    ...(facts.classes.length > 0 && { classes: `${facts.classes.length}: ${shortened(facts.classes)}` }),
    ...(facts.features.length > 0 && { features: facts.features.join(', ') }),
    ...(facts.standIn && { 'stands in': facts.standIn }),
    source: facts.source,
    licence: facts.licence,
    citation: facts.citation,
  };
  return { 'text/plain': asText(facts, table), 'text/html': asHtml(facts, table) };
}

const mostClassesShown = 10;

function shortened(classes: readonly string[]): string {
  const shown = classes.slice(0, mostClassesShown).join(', ');
  return classes.length > mostClassesShown ? `${shown}, …` : shown;
}

function shapes({ x, y }: Split): string {
  return `x [${x.shape.join(', ')}] ${x.dtype}, y [${y.shape.join(', ')}] ${y.dtype}`;
}

function asText(facts: DataSetFacts, table: Record<string, string>): string {
  const width = Math.max(...Object.keys(table).map((key) => key.length));
  const lines = Object.entries(table).map(([key, value]) => `  ${key.padEnd(width)}  ${value}`);
  return [`${facts.name}: ${facts.description}`, ...lines].join('\n');
}

function asHtml(facts: DataSetFacts, table: Record<string, string>): string {
  const rows = Object.entries(table).map(
    ([key, value]) =>
      `<tr><th style="text-align:left">${escapeHtml(key)}</th><td style="text-align:left">${escapeHtml(value)}</td></tr>`,
  );
  const title = `<b>${escapeHtml(facts.name)}</b>: ${escapeHtml(facts.description)}`;
  return `<div>${title}<table>${rows.join('')}</table></div>`;
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

// What a network is made of, written as golden/make_structures.py writes Keras'.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ApplicationArgs } from '../../lib/applications/applications.js';
import * as applications from '../../lib/applications/applications.js';
import { snakeCase } from '../../lib/core/layer-names.js';
import { toCamelCase } from '../../lib/core/names.js';
import type { Model } from '../../lib/training/model.js';

export interface Structure {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly layers: number;
  readonly weights: number;
  readonly digest: string;
}

export const structures = JSON.parse(
  readFileSync(new URL('golden/structures.json', import.meta.url), 'utf8'),
) as Structure[];

type Maker = (args: ApplicationArgs) => Promise<Model>;

/** Our maker of a network of Keras': spelling apart the same name. */
export function makerOf(name: string): Maker {
  const makers = Object.entries(applications) as unknown as [string, Maker][];
  const found = makers.find(([ours]) => ours.toLowerCase() === name.toLowerCase());
  if (!found) throw new Error(`There is no applications.${name}.`);
  return found[1];
}

export const optionsOf = (given: Readonly<Record<string, unknown>>): ApplicationArgs =>
  Object.fromEntries(Object.entries(given).map(([key, value]) => [toCamelCase(key), value]));

export function linesOf(model: Model): string[] {
  const lines = model.layers.map((layer) => {
    const className = layer.getClassName();
    const isNumbered = new RegExp(`^${snakeCase(className)}(_\\d+)?$`).test(layer.name);
    const { shape } = layer.output as { shape: (number | null)[] };
    const sizes = shape.map((size) => size ?? 'null').join(',');
    return `${className} ${isNumbered ? '*' : layer.name} [${sizes}] ${layer.countParams()}`;
  });
  return [model.name, ...lines];
}

export const digestOf = (lines: readonly string[]): string =>
  createHash('sha256').update(lines.join('\n')).digest('hex');

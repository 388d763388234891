// All operations of graphs by name.
import { elementwise } from './arithmetic.js';
import { bits } from './bits.js';
import { counting } from './counting.js';
import { functions } from './functions.js';
import { matrices } from './matrices.js';
import { missing } from './missing.js';
import { network } from './network.js';
import { rearranging } from './rearranging.js';
import type { Recipe, Recipes } from './recipe.js';
import { reductions } from './reductions.js';
import { segmented } from './segments.js';
import { shapes } from './shapes.js';
import { signals } from './signals.js';
import { sorting } from './sorting.js';
import { windows } from './windows.js';

const recipes: Recipes = {
  ...bits,
  ...counting,
  ...elementwise,
  ...functions,
  ...matrices,
  ...missing,
  ...network,
  ...rearranging,
  ...reductions,
  ...segmented,
  ...shapes,
  ...signals,
  ...sorting,
  ...windows,
};

/** The recipe of an operation's class; undefined for one that is not known here. */
export const recipeOf = (className: string): Recipe | undefined =>
  Object.hasOwn(recipes, className) ? recipes[className] : undefined;

// All operations of graphs by name.
import { elementwise } from './arithmetic.js';
import type { Recipe, Recipes } from './recipe.js';
import { reductions } from './reductions.js';
import { shapes } from './shapes.js';

const recipes: Recipes = { ...elementwise, ...reductions, ...shapes };

/** The recipe of an operation's class; undefined for one that is not known here. */
export const recipeOf = (className: string): Recipe | undefined =>
  Object.hasOwn(recipes, className) ? recipes[className] : undefined;

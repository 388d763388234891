// Calls that give by place, as Keras has it, what goes by name here: `layers.dense(10, 'relu')`.
import type { CallExpression, Expression, Type } from 'typescript';
import { rowOfOurs } from '../../convert/libraries/table.js';
import { camelCase } from '../../convert/translate/names.js';
import { ts } from '../typescript.js';
import type { Comparing, Rule } from './finding.js';

/** Too many, of another type, no options. */
const codes = new Set([2345, 2554, 2559, 2740]);

/** How the call is written: `layers.dense({ units: 10, activation: 'relu' })`. */
export const optionsByName: Rule = ({ diagnostic, node, checker }) => {
  if (!codes.has(diagnostic.code)) return undefined;
  const call = ts.findAncestor(node, ts.isCallExpression);
  const callee = call?.expression;
  if (!call || !callee || !ts.isPropertyAccessExpression(callee)) return undefined;
  const name = `${callee.expression.getText()}.${callee.name.text}`;
  const options = optionsOf(name);
  if (!options) return undefined;
  const last = call.arguments.at(-1);
  const rest = last && ts.isObjectLiteralExpression(last) ? last : undefined;
  const given = rest ? call.arguments.slice(0, -1) : call.arguments;
  if (given.length === 0 || given.length > options.length || given.some(ts.isSpreadElement)) return undefined;
  if (!given.every((argument, place) => fits(argument, options[place]!, call, checker as Comparing)))
    return undefined;
  const named = given.map((argument, place) => `${options[place]}: ${argument.getText()}`);
  const all = [...named, ...(rest?.properties ?? []).map((property) => property.getText())];
  return `Options go by name: \`${name}({ ${all.join(', ')} })\`.`;
};

/** Whether an argument is of the option's type: what is no option is better told how the call is made. */
function fits(argument: Expression, option: string, call: CallExpression, checker: Comparing): boolean {
  const [parameter] = checker.getResolvedSignature(call)?.parameters ?? [];
  const all = parameter && checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(parameter, call));
  const property = all && optionIn(all, option, checker);
  if (property === undefined) return false;
  // Out of its place `[2, 2]` is a list of any length.
  return (
    ts.isArrayLiteralExpression(argument) ||
    checker.isTypeAssignableTo(checker.getTypeAtLocation(argument), property)
  );
}

/** Of a choice (`number | { rate: number }`) in the part that has it. */
function optionIn(type: Type, option: string, checker: Comparing): Type | undefined {
  const parts = type.isUnion() ? type.types : [type];
  const found = parts.map((part) => checker.getPropertyOfType(part, option)).find((one) => one !== undefined);
  return found && checker.getTypeOfSymbol(found);
}

/** In Keras' order, up to the first that is not here; undefined where a call takes more than options. */
function optionsOf(name: string): string[] | undefined {
  const row = rowOfOurs(name);
  const [options] = row?.places ?? [];
  if (row?.places.length !== 1 || !(options instanceof Set)) return undefined;
  const ours = row.parameters.map((parameter) => row.renamed[parameter] ?? camelCase(parameter));
  const end = ours.findIndex((option) => !options.has(option));
  return end < 0 ? ours : ours.slice(0, end);
}

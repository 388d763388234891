// A finding's message for the user: the compiler's own, made plainer, and advice where one of the rules has any.
import type TypeScript from 'typescript';
import { formOfCall, missingArgument, missingList, shiftedArgument } from './arguments.js';
import { absentPackage, shadowedName } from './earlier-names.js';
import { type Rule, toFinding } from './finding.js';
import { plainMessage, withoutPaths } from './message.js';
import {
  entryOfMember,
  membersOfGroup,
  missingAwait,
  nameInGroup,
  pythonWord,
  undeclaredName,
} from './names.js';
import { newerName } from './newer-names.js';
import { knownOptions, knownStrings, optionType, related, withPlainForm } from './options.js';
import { optionsByName } from './positional.js';
import { namedArgument, pythonLine } from './python.js';
import { needlessNew, tensorMethod } from './tensors.js';

const rules: readonly Rule[] = [
  absentPackage,
  newerName,
  shadowedName,
  optionsByName,
  knownOptions,
  knownStrings,
  optionType,
  missingAwait,
  related,
  missingArgument,
  shiftedArgument,
  missingList,
  namedArgument,
  pythonLine,
  undeclaredName,
  pythonWord,
  nameInGroup,
  membersOfGroup,
  entryOfMember,
  tensorMethod,
  needlessNew,
  formOfCall,
];

export function worded(diagnostic: TypeScript.Diagnostic, program: TypeScript.Program): string {
  const finding = toFinding(diagnostic, program);
  const plain = plainMessage(diagnostic);
  const message = finding ? withPlainForm(plain, finding) : plain;
  const advice = finding && rules.map((rule) => rule(finding)).find((words) => words !== undefined);
  return advice === undefined ? message : `${message}\n${withoutPaths(advice)}`;
}

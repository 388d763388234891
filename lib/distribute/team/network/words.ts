// What goes between `distribute({ addresses })` and the machines that train for it, once both have proved themselves.
import { basename, join } from 'node:path';
import type { Answer, Request, StoredRows, StoredTensor } from '../messages.js';

/** What the one that leads says. */
export type FromLeader =
  /** Start the process at this place among all addresses. */
  | { readonly kind: 'start'; readonly worker: readonly string[]; readonly index: number }
  /** Its bytes come behind it. */
  | { readonly kind: 'file'; readonly name: string; readonly size: number }
  /** Files are named without their folder. */
  | { readonly kind: 'ask'; readonly id: number; readonly request: Request };

/** What the other one says. */
export type FromListener =
  /** The port at which its process will listen for the others. */
  | { readonly kind: 'here'; readonly port: number; readonly version: string }
  | { readonly kind: 'started'; readonly pid: number | undefined }
  | { readonly kind: 'file'; readonly name: string; readonly size: number }
  | ({ readonly kind: 'answer' } & Answer)
  | { readonly kind: 'ended'; readonly how: string };

/** What the process needs to have before it is asked. */
export function filesToSend(request: Request): string[] {
  if (request.call === 'start' || request.call === 'assign') return [request.file];
  if (request.call !== 'begin') return [];
  const stored = request.job.sources.flatMap(({ inputs, targets, weights }) => [
    ...inputs,
    ...targets,
    ...weights,
  ]);
  return [request.job.model, ...stored.map(({ file }) => file)];
}

/** A request with each of its files in another folder; '' for none. */
export function inFolder(request: Request, folder: string): Request {
  const moved = (file: string): string => join(folder, basename(file));
  if (request.call === 'start' || request.call === 'assign' || request.call === 'state')
    return { ...request, file: moved(request.file) };
  if (request.call !== 'begin') return request;
  const tensors = (all: readonly StoredTensor[]) => all.map((one) => ({ ...one, file: moved(one.file) }));
  const rows = ({ inputs, targets, weights, ...rest }: StoredRows): StoredRows => ({
    ...rest,
    inputs: tensors(inputs),
    targets: tensors(targets),
    weights: tensors(weights),
  });
  const { job } = request;
  return { ...request, job: { ...job, model: moved(job.model), sources: job.sources.map(rows) } };
}

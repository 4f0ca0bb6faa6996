import type { JsonSealer, TaskInputs, TaskRecord } from './task-store.ts';

/** Questions and answers of a task, as its record holds them. */
export const inputsOf = (sealer: JsonSealer, { sealedInputs }: Pick<TaskRecord, 'sealedInputs'>): TaskInputs => {
  if (sealedInputs === null) return {};
  const opened = sealer.openText(sealedInputs);
  return isInputs(opened) ? opened : {};
};

export const sealInputs = (sealer: JsonSealer, inputs: TaskInputs): string | null =>
  Object.keys(inputs).length === 0 ? null : sealer.sealText(inputs);

/** Sealed by us alone: the shape is ours. */
const isInputs = (value: unknown): value is TaskInputs => typeof value === 'object' && value !== null;

/** The open or answered question that is the same as this one. */
export const findInput = (inputs: TaskInputs, method: string, params: unknown): string | undefined => {
  const asked = JSON.stringify([method, params]);
  return Object.entries(inputs).find(([, input]) => JSON.stringify([input.method, input.params]) === asked)?.[0];
};

/** A key that no question of this task has had. */
export const nextInputKey = (inputs: TaskInputs, version: number): string => {
  const key = `input-${version}`;
  return key in inputs ? `${key}-${Object.keys(inputs).length}` : key;
};

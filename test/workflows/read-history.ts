import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import proto from '@temporalio/proto';

export const historiesFolder = join(import.meta.dirname, 'histories');

/** A recorded history. The worker's own reading of JSON needs one copy of protobufjs in the tree, which npm does not give. */
export const readRecordedHistory = async (fileName: string) =>
  proto.temporal.api.history.v1.History.fromObject(JSON.parse(await readFile(join(historiesFolder, fileName), 'utf8')));

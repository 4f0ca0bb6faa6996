import type { DocumentRecord } from './document-store.ts';

type Place = Pick<DocumentRecord, 'workspaceId' | 'id'>;

/** Everything of one document lies in one folder, so that deleting it leaves nothing. */
export const documentFolder = ({ workspaceId, id }: Place): string => `${workspaceId}/${id}`;

export const originalKey = (place: Place): string => `${documentFolder(place)}/original`;

export const partKey = (place: Place & Pick<DocumentRecord, 'run'>, index: number): string =>
  `${documentFolder(place)}/run-${place.run}/part-${index}.json`;

export const syncServerStatusType = 'syncServerStatus';

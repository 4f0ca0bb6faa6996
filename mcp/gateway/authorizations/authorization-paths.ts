/** A page of the web app, which ends the sign-in. */
export const oauthCallbackPath = '/oauth/callback';
/** Our client-id metadata document: who we are to authorization servers that we never registered with. */
export const clientMetadataPath = '/oauth/client.json';

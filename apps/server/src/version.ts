/** Shown on the Host page and in the API's document; the root package.json has the same. */
export const UMLAUT_VERSION = '0.1.0';

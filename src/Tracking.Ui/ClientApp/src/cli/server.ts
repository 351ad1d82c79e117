/** Where this server is, with a slash at the end: what a line in a shell of this machine names. */
export const serverAddress = () => new URL('.', document.baseURI).href

import { shell } from '../experiments/snippets'

const word = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : shell(text))

/** Serves a model on a person's own machine, against this very server. */
export const serveLine = (modelUri: string, server: string) =>
  `tracking serve --model-uri=${word(modelUri)} --port=5001 --tracking-uri=${word(server.replace(/\/$/, ''))}`

/** What this page does when it starts an endpoint, over HTTP. */
export const startRequest = (server: string, body: object) =>
  `curl -s ${word(`${server.replace(/\/$/, '')}/api/2.0/tracking/endpoints/create`)} \\\n` +
  `  -H 'Content-Type: application/json' -d ${shell(JSON.stringify(body))}`

/** More rows than a page can score. */
export const predictLine = (modelUri: string, server: string) =>
  `tracking predict --model-uri=${word(modelUri)} --input-path=rows.csv --output-path=predictions.csv ` +
  `--tracking-uri=${word(server.replace(/\/$/, ''))}`

export const serverAddress = () => new URL('.', document.baseURI).href

export const modelUriOf = (model: string, target: { version: string } | { alias: string }) =>
  'alias' in target ? `models:/${model}@${target.alias}` : `models:/${model}/${target.version}`

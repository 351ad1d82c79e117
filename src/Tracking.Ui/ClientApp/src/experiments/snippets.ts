import { serverAddress } from '../cli/server'
import { firstRun } from '../snippets/snippets'

/** How a first run is made against this very server. */
export const snippetsFor = (experiment: string) => firstRun(serverAddress(), experiment)

import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * node cliLines.mjs CLIENTAPP CALLS LINES: what the functions of `src/cli/lines.ts` and `src/snippets/snippets.ts` make
 * that CALLS asks for; both are JSON.
 */
const [, , clientApp, calls, lines] = process.argv
const typescript = createRequire(join(clientApp, 'package.json'))('typescript')
const { ModuleKind, ScriptTarget } = typescript

async function moduleOf(path) {
    const source = await readFile(join(clientApp, path), 'utf8')
    const { outputText } = typescript.transpileModule(source, {
        compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
    })
    return outputText
}

const address = (text) => `data:text/javascript,${encodeURIComponent(text)}`
const cli = address(await moduleOf('src/cli/lines.ts'))
const snippets = address((await moduleOf('src/snippets/snippets.ts')).replace("'../cli/lines'", `"${cli}"`))
const made = { ...(await import(cli)), ...(await import(snippets)) }
const asked = JSON.parse(await readFile(calls, 'utf8'))
await writeFile(lines, JSON.stringify(asked.map(([name, ...inputs]) => made[name](...inputs))))

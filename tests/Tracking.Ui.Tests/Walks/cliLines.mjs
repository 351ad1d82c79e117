import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** node cliLines.mjs CLIENTAPP CALLS LINES: makes the lines of `src/cli/lines.ts` that CALLS asks for, both JSON. */
const [, , clientApp, calls, lines] = process.argv
const typescript = createRequire(join(clientApp, 'package.json'))('typescript')
const source = await readFile(join(clientApp, 'src/cli/lines.ts'), 'utf8')
const { ModuleKind, ScriptTarget } = typescript
const { outputText } = typescript.transpileModule(source, {
    compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022 },
})
const made = await import(`data:text/javascript,${encodeURIComponent(outputText)}`)
const asked = JSON.parse(await readFile(calls, 'utf8'))
await writeFile(lines, JSON.stringify(asked.map(([name, ...inputs]) => made[name](...inputs))))

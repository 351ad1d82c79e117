import { Api } from './api.mjs'
import { assertAccessible, openPage } from './browser.mjs'

/** node walk.mjs FILE NAME SERVER MODULES: takes one walk of a file; what goes wrong is told on standard error. */
const [, , file, name, server, modules] = process.argv
const { [name]: take, options } = await import(`./${file}.mjs`)
const { page, problems, close } = await openPage(modules, server, options?.[name])
try {
    await take({ page, api: new Api(server), server, accessible: (where) => assertAccessible(page, modules, where) })
    if (await page.evaluate(() => 'ran' in window)) throw new Error('markup in a name was run')
    if (problems.length > 0) throw new Error(problems.join('\n'))
} catch (error) {
    console.error(error)
    console.error(`The page was ${page.url()}`)
    if (process.env.WALK_SCREENSHOT) await page.screenshot({ path: process.env.WALK_SCREENSHOT })
    process.exitCode = 1
} finally {
    await close()
}

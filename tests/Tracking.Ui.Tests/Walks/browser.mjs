import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
]

/** Packages lie where the test rig installed them. */
export function requireFrom(modules) {
    return createRequire(join(modules, 'package.json'))
}

/** A refused request is told by the page itself; a page in a frame that may run no scripts says so. */
const expected = ['Failed to load resource', "Blocked script execution in 'about:srcdoc'"]

/** Opens Debian's Chromium with a fresh profile; the page fails the walk on errors and on requests to elsewhere. */
export async function openPage(modules, server, { width = 1440, height = 900, theme = 'light' } = {}) {
    const { chromium } = requireFrom(modules)('playwright-core')
    const profile = await mkdtemp(join(tmpdir(), 'tracking-chromium-'))
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        headless: true,
        args: flags,
        viewport: { width, height },
        colorScheme: theme,
        baseURL: server,
        acceptDownloads: true,
        permissions: ['clipboard-read', 'clipboard-write'],
    })
    const page = context.pages()[0] ?? (await context.newPage())
    page.setDefaultTimeout(20_000)
    const problems = []
    page.on('pageerror', (error) => problems.push(`error in the page: ${error.stack}`))
    page.on('console', (message) => {
        if (message.type() === 'error' && !expected.some((start) => message.text().startsWith(start))) {
            problems.push(`console: ${message.text()}`)
        }
    })
    page.on('request', (request) => {
        const address = new URL(request.url())
        if (address.protocol.startsWith('http') && address.origin !== new URL(server).origin) {
            problems.push(`request to elsewhere: ${address.href}`)
        }
    })
    const close = async () => {
        await context.close()
        await rm(profile, { recursive: true, force: true })
    }
    return { page, problems, close }
}

/** Fails with what axe finds to be serious or worse. */
export async function assertAccessible(page, modules, where) {
    const source = requireFrom(modules)('axe-core').source
    // Evaluated by the debugger: the page's policy allows no foreign script.
    await page.evaluate(source)
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
    const serious = result.violations.filter((violation) => ['serious', 'critical'].includes(violation.impact))
    if (serious.length > 0) {
        const lines = serious.map(
            (v) =>
                `${v.id}: ${v.help}\n    ${v.nodes
                    .slice(0, 4)
                    .map((n) => `${n.html.slice(0, 160)} ${n.any[0]?.message ?? ''}`)
                    .join('\n    ')}`,
        )
        throw new Error(`axe on ${where}:\n  ${lines.join('\n  ')}`)
    }
}

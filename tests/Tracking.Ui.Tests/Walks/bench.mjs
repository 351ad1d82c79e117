import { resolve } from 'node:path'
import { Api } from './api.mjs'
import { openPage } from './browser.mjs'
import { startServer } from './ownServer.mjs'
import { plainLines, plainTable } from './peers.mjs'
import { framesText, traced } from './trace.mjs'

/**
 * node bench.mjs SERVER MODULES [RUNS] [LINES] [POINTS]: fills an empty server and prints what the page takes, beside
 * an unstyled table of the same data in the same browser. SERVER is an address, or the tool's Tracking.Cli.dll, of
 * which one is started in a new folder. RUNS or LINES may be 0: then that part is left out.
 */
const [, , place, folder, runs = '10000', lines = '100', points = '100000'] = process.argv
const modules = resolve(folder)
const { server, stop } = place.endsWith('.dll') ? await startServer(place) : { server: place, stop: () => undefined }
const api = new Api(server)
const writers = 8

async function fill(count, one) {
    let next = 0
    await Promise.all(
        Array.from({ length: writers }, async () => {
            for (let i = next++; i < count; i = next++) await one(i)
        }),
    )
}

async function manyRuns() {
    const id = await api.experiment(`bench-${runs}-runs`)
    await fill(Number(runs), (i) =>
        api.run(id, {
            name: `conf-${i}`,
            params: { lr: 10 ** -(i % 5), opt: ['adam', 'sgd', 'lion'][i % 3], batch: 2 ** (i % 9), seed: i },
            metrics: { 'val/loss': 1 / (i + 1), 'val/acc': i / Number(runs), 'train/loss': 2 / (i + 1) },
            start: 1_700_000_000_000 + i * 1000,
        }),
    )
    return id
}

async function longLines() {
    const id = await api.experiment(`bench-${lines}-lines`)
    await fill(Number(lines), (i) => {
        const values = Array.from(
            { length: Number(points) },
            (_, step) => Math.exp(-step / 2e4) + Math.sin(step * (i + 1)) / 50,
        )
        return api.run(id, { name: `line-${i}`, metrics: { loss: values } })
    })
    return id
}

const { page, close } = await openPage(modules, server)
const figures = []
const note = (what, value) => figures.push(`| ${what} | ${value} |`)

const firstRow = () => page.locator('[role=treegrid] [role=row] .name').first().waitFor({ timeout: 60_000 })

async function timed(act) {
    const begun = performance.now()
    await act()
    return `${Math.round(performance.now() - begun)} ms`
}

/** The wheel turns for two seconds, a notch each frame. */
const scroll = async (selector) => {
    const turning = (chosen) =>
        page.evaluate(async (selected) => {
            const element = document.querySelector(selected)
            const end = performance.now() + 2000
            await new Promise((resolve) => {
                const step = (time) => {
                    element.scrollTop += 60
                    if (time < end) requestAnimationFrame(step)
                    else resolve()
                }
                requestAnimationFrame(step)
            })
        }, chosen)
    return framesText(await traced(page, () => turning(selector)))
}

/** The first key does what it should. */
async function interactive() {
    await firstRow()
    await page.keyboard.press('j')
    await page.locator('[role=treegrid] .line.current').waitFor({ timeout: 60_000 })
}

/** Of what is received, as it travels: the page's own files apart from the data. */
async function received() {
    const session = await page.context().newCDPSession(page)
    const addresses = new Map()
    const bytes = { files: 0, data: 0 }
    await session.send('Network.enable')
    session.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, response.url))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
        bytes[addresses.get(requestId)?.includes('/ajax-api/') ? 'data' : 'files'] += encodedDataLength
    })
    return bytes
}

const kilobytes = (bytes) => `${Math.round(bytes / 1000)} KB`

async function measureTable() {
    const table = await manyRuns()
    const bytes = await received()
    const address = `experiments/${table}/runs?lay=table`
    await page.goto('about:blank')
    note(
        `rows of ${runs} runs on screen and the first key done, nothing cached (goal 1,500 ms)`,
        await timed(async () => (await page.goto(address), await interactive())),
    )
    note('first load until then, compressed (goal 400 KB)', kilobytes(bytes.files))
    const count = Number(runs) < 10_000 ? runs : Number(runs).toLocaleString('en-US')
    const all = () => page.getByText(`${count} runs`, { exact: true }).last().waitFor({ timeout: 120_000 })
    note('all rows loaded after that', await timed(all))
    note('the same again, cached files', await timed(async () => (await page.goto(address), await interactive())))
    await all()
    await page.waitForTimeout(3000)
    note('all files of the page, also those fetched later', kilobytes(bytes.files))
    note('data of both loads', kilobytes(bytes.data))
    note('scrolling the table (goal 50 frames/s)', await scroll('[role=treegrid]'))
    note('an unstyled table of the same data', `${Math.round(await plainTable(page, table))} ms`)
    note('scrolling that', await scroll('#plain'))
}

/** Until the chart says that it shows all lines, and that is on the screen. */
async function linesDrawn() {
    await page.locator(`[role=img][aria-label^="loss, ${lines} run"]`).waitFor({ timeout: 60_000 })
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
}

async function measureLines() {
    const id = await longLines()
    const address = `experiments/${id}/runs?on=all`
    for (const turn of ['first', 'second', 'third']) {
        await page.goto(`${address}&lay=table`)
        await firstRow()
        const what = `${lines} lines of ${points} points: from the key to drawn, ${turn} time (goal 1,000 ms)`
        note(
            what,
            await timed(async () => {
                await page.keyboard.press('v')
                await page.keyboard.press('3')
                await linesDrawn()
            }),
        )
    }
    await page.goto('about:blank')
    note(
        'the same from the address on',
        await timed(async () => (await page.goto(`${address}&lay=charts`), await linesDrawn())),
    )
    note('drawing them again, median of 21 (goal 60 ms)', await redraw())
    for (const turn of ['first', 'second', 'third']) {
        const time = Math.round(await plainLines(page, id))
        note(`the same lines from MLflow's route on a bare canvas, ${turn} time`, `${time} ms`)
    }
}

/** The pointer moves: the rule and the readout follow, every line is drawn again. */
async function redraw() {
    const box = await page.locator('.u-over').first().boundingBox()
    const times = []
    for (let i = 0; i < 21; i++) {
        const begun = performance.now()
        await page.mouse.move(box.x + 20 + i * 8, box.y + box.height / 2)
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
        times.push(performance.now() - begun)
    }
    return `${Math.round(times.sort((a, b) => a - b)[10])} ms`
}

try {
    if (Number(runs) > 0) await measureTable()
    if (Number(lines) > 0) await measureLines()
    console.log(`| What | Figure |\n|---|---|\n${figures.join('\n')}`)
} finally {
    await close()
    await stop()
}

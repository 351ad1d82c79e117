import { Api } from './api.mjs'
import { openPage } from './browser.mjs'
import { startServer } from './ownServer.mjs'

/**
 * node bench.mjs SERVER MODULES [RUNS] [LINES] [POINTS]: fills an empty server and prints what the page takes, beside
 * an unstyled table of the same data in the same browser. SERVER is an address, or the tool's Tracking.Cli.dll, of
 * which one is started in a new folder. RUNS or LINES may be 0: then that part is left out.
 */
const [, , place, modules, runs = '10000', lines = '100', points = '100000'] = process.argv
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

/** Frames while the table scrolls for two seconds, and the longest of them. */
const scroll = (selector) =>
    page.evaluate(async (chosen) => {
        const element = document.querySelector(chosen)
        const times = []
        const end = performance.now() + 2000
        await new Promise((resolve) => {
            const step = (time) => {
                times.push(time)
                element.scrollTop += 60
                if (time < end) requestAnimationFrame(step)
                else resolve()
            }
            requestAnimationFrame(step)
        })
        const gaps = times.slice(1).map((time, i) => time - times[i])
        return `${Math.round((1000 * gaps.length) / (times.at(-1) - times[0]))} frames/s, longest ${Math.round(Math.max(...gaps))} ms`
    }, selector)

const plainTable = (table) =>
    timed(() =>
        page.evaluate(async (experiment) => {
            const found = []
            let token
            do {
                const answer = await fetch('ajax-api/2.0/mlflow/runs/search', {
                    method: 'POST',
                    headers: { 'Content-Type': 'application/json' },
                    body: JSON.stringify({ experiment_ids: [experiment], max_results: 2000, page_token: token }),
                })
                const pageOfRuns = await answer.json()
                found.push(...pageOfRuns.runs)
                token = pageOfRuns.next_page_token
            } while (token)
            const rows = document.createElement('table')
            for (const run of found) {
                const row = rows.insertRow()
                const values = [
                    run.info.run_name,
                    ...run.data.metrics.map((m) => m.value),
                    ...run.data.params.map((p) => p.value),
                ]
                for (const value of values) row.insertCell().textContent = value
            }
            const place = document.createElement('div')
            place.id = 'plain'
            place.style.cssText = 'position:fixed;inset:0;overflow:auto;z-index:99'
            place.append(rows)
            document.body.replaceChildren(place)
            await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
        }, table),
    )

async function measureTable() {
    const table = await manyRuns()
    let bytes = 0
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength))
    const address = `experiments/${table}/runs?lay=table`
    await page.goto('about:blank')
    note(
        `rows of ${runs} runs on screen, nothing cached`,
        await timed(async () => (await page.goto(address), await firstRow())),
    )
    note(
        'all rows loaded',
        await timed(() =>
            page
                .getByText(`${Number(runs) < 10_000 ? runs : Number(runs).toLocaleString('en-US')} runs`, { exact: true })
                .last()
                .waitFor({ timeout: 120_000 })
                .catch(() => undefined),
        ),
    )
    note('the same again, cached files', await timed(async () => (await page.goto(address), await firstRow())))
    await page.waitForTimeout(3000)
    note('transferred, both loads with all data', `${Math.round(bytes / 1000)} KB`)

    note('scrolling the table', await scroll('[role=treegrid]'))

    note('an unstyled table of the same data', await plainTable(table))
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
        const what = `${lines} lines of ${points} points: from the key that shows the charts to drawn, ${turn} time`
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
    note('drawing them again, median of 21', await redraw())
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

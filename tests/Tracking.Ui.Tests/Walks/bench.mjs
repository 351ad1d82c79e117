import { Api } from './api.mjs'
import { openPage } from './browser.mjs'

/**
 * node bench.mjs SERVER MODULES [RUNS] [LINES] [POINTS]: fills an empty server and prints what the page takes, beside
 * an unstyled table of the same data in the same browser.
 */
const [, , server, modules, runs = '10000', lines = '100', points = '100000'] = process.argv
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
const table = await manyRuns()
let bytes = 0
const session = await page.context().newCDPSession(page)
await session.send('Network.enable')
session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength))
const firstRow = () => page.locator('[role=treegrid] [role=row] .name').first().waitFor({ timeout: 60_000 })

async function timed(act) {
    const begun = performance.now()
    await act()
    return `${Math.round(performance.now() - begun)} ms`
}

const place = `experiments/${table}/runs?lay=table`
await page.goto('about:blank')
note(
    `rows of ${runs} runs on screen, nothing cached`,
    await timed(async () => (await page.goto(place), await firstRow())),
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
note('the same again, cached files', await timed(async () => (await page.goto(place), await firstRow())))
await page.waitForTimeout(3000)
note('transferred, both loads with all data', `${Math.round(bytes / 1000)} KB`)

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
note('scrolling the table', await scroll('[role=treegrid]'))

const plain = await timed(() =>
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
note('an unstyled table of the same data', plain)
note('scrolling that', await scroll('#plain'))

const charts = await longLines()
await page.goto(`experiments/${charts}/runs?lay=table`)
await firstRow()
const drawn = page.waitForResponse((answer) => answer.url().includes('get-history-bulk-interval'))
const chartTime = timed(async () => {
    await drawn
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
})
await page.goto(`experiments/${charts}/runs?lay=charts&on=all`)
note(`${lines} lines of ${points} points drawn, from the address on`, await chartTime)
console.log(`| What | Figure |\n|---|---|\n${figures.join('\n')}`)
await close()

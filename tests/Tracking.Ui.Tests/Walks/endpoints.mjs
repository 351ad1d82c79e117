import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { refused: { theme: 'dark' } }

const shoot = (page, name) =>
    process.env.WALK_SHOTS ? page.screenshot({ path: `${process.env.WALK_SHOTS}/${name}.png` }) : undefined

/** Start, score as form, JSON and CSV, refusals on their field, load test, figures, stop: mostly by keys. */
export async function deploy({ page, accessible }) {
    await page.goto('models/digits/1/try')
    await page.getByText('tracking serve --model-uri=models:/digits/1 --port=5001').waitFor()
    await accessible('a version without an endpoint')
    await page.getByRole('button', { name: 'Start one here' }).click()
    const width = page.getByRole('textbox', { name: 'width', exact: false })
    await width.waitFor({ timeout: 60_000 })
    await score(page, width)
    await accessible('a prediction')
    await shoot(page, 'try')
    await convert(page)
    await load(page, accessible)
    await watch(page, accessible)
}

async function score(page, width) {
    assert.equal(await width.inputValue(), '1.5')
    await width.fill('2')
    await page.keyboard.press('Control+Enter')
    const prediction = page.getByRole('region', { name: 'Prediction' })
    await prediction.locator('.value-bars li').nth(1).waitFor()
    await prediction.getByText('"width":2').waitFor()
    await width.fill(hostile.script)
    await page.keyboard.press('Control+Enter')
    const field = page.locator('.field', { has: width })
    await field.getByRole('alert').filter({ hasText: 'width' }).waitFor()
    assert.equal(await width.getAttribute('aria-invalid'), 'true')
    await width.fill('2')
    await field.getByRole('alert').waitFor({ state: 'detached' })
}

async function convert(page) {
    const views = page.getByRole('group', { name: 'Input as' })
    await views.getByRole('button', { name: 'JSON' }).click()
    const json = page.getByLabel('Request as JSON')
    assert.deepEqual(JSON.parse(await json.inputValue()), { dataframe_records: [{ width: 2, height: 1.5 }] })
    await json.fill('{"dataframe_records":')
    await shows(page, 'This is not JSON')
    await views.getByRole('button', { name: 'CSV' }).click()
    await json.fill('{"dataframe_split":{"columns":["width","height"],"data":[[1,2],[3,4]]}}')
    await views.getByRole('button', { name: 'CSV' }).click()
    const csv = page.getByLabel('Rows as CSV')
    assert.equal(await csv.inputValue(), 'width,height\n1,2\n3,4')
    const rows = Array.from({ length: 30 }, (_, i) => `${i},${-i}`)
    await csv.fill(['width,height', ...rows].join('\n'))
    await page.keyboard.press('Control+Enter')
    const table = page.getByRole('region', { name: 'Predictions' })
    await table.getByRole('row').nth(30).waitFor()
    await views.getByRole('button', { name: 'Form' }).click()
    await shows(page, 'Row 1 of 30')
    await shoot(page, 'try-rows')
}

async function load(page, accessible) {
    await page.getByRole('link', { name: 'Load test' }).click()
    await shows(page, 'Load on this machine')
    await page.getByLabel('Connections').fill('65')
    await page.getByLabel('Seconds').fill('3')
    assert.equal(await page.getByLabel('Connections').getAttribute('aria-invalid'), 'true')
    await page.getByLabel('Connections').fill('2')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('status').filter({ hasText: 'Running' }).waitFor()
    await page.getByRole('status').filter({ hasText: 'Finished' }).waitFor({ timeout: 60_000 })
    await eventually('a throughput', async () => {
        const text = await page.locator('.strip dd').first().textContent()
        return parseFloat(text) > 0
    })
    await accessible('a load test')
    await shoot(page, 'load')
}

async function watch(page, accessible) {
    await page.keyboard.press('g')
    await page.keyboard.press('p')
    await page.getByRole('link', { name: 'digits', exact: true }).waitFor()
    await accessible('endpoints')
    await shoot(page, 'endpoints')
    await page.getByRole('link', { name: 'digits', exact: true }).click()
    await page.getByRole('heading', { level: 1, name: 'digits' }).waitFor()
    await page.locator('.time-chart').first().waitFor({ timeout: 60_000 })
    await accessible('an endpoint')
    await shoot(page, 'endpoint')
    await page.evaluate(() => (document.documentElement.dataset.theme = 'dark'))
    await shoot(page, 'endpoint-dark')
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('requests in the last minute').waitFor()
    await accessible('the question before a stop')
    await dialog.getByRole('button', { name: 'Stop' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor()
    await shows(page, 'Stopped')
}

/** An endpoint stands in the lineage of its version, is told of before its alias moves, and follows. */
export async function follow({ page, api, accessible }) {
    await api.post('registered-models/alias', { name: 'digits', alias: 'champion', version: '1' })
    const found = await fetch(`${api.root}model-versions/get?name=digits&version=1`)
    const { source, run_id } = (await found.json()).model_version
    await api.post('model-versions/create', { name: 'digits', source, run_id })
    await page.goto('models/digits/1')
    const lineage = page.locator('.lineage')
    await lineage.getByText('No endpoint of this server serves it.').waitFor()
    await lineage.getByRole('link', { name: 'Start one' }).click()
    await page.getByRole('button', { name: 'Start one that follows @champion' }).click()
    const width = page.getByRole('textbox', { name: 'width', exact: false })
    await width.waitFor({ timeout: 40_000 })
    await beside(page, accessible, width)
    await page.goto('models/digits/1')
    await lineage.getByRole('link', { name: 'digits', exact: true }).waitFor()
    await lineage.getByText('follows @champion').waitFor()
    await page.goto('models/digits/2')
    await lineage.getByText('this version only').waitFor()
    await accessible('a version that an endpoint serves')
    await page.getByRole('button', { name: 'Move alias' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('1 endpoint of this server swaps to version 2').waitFor()
    await dialog.getByRole('listitem').getByRole('link', { name: 'digits' }).waitFor()
    await dialog.getByText('tracking models alias set --name=digits --alias=champion --version=2').waitFor()
    await accessible('a move that an endpoint follows')
    await shoot(page, 'alias')
    await dialog.getByRole('button', { name: 'Move @champion to 2' }).click()
    await dialog.waitFor({ state: 'detached' })
    await lineage.getByText('follows @champion').waitFor()
    await history(page, accessible)
}

/** The same row on an endpoint of another version, which is started for it, and what of it is refused. */
async function beside(page, accessible, width) {
    await page.getByLabel('Score beside it').selectOption('start 2')
    await page.getByLabel('Score beside it').locator('option', { hasText: 'models:/digits/2' }).waitFor({
        state: 'attached',
    })
    await page.getByText('Starting').waitFor({ state: 'detached', timeout: 40_000 })
    await page.getByRole('button', { name: 'Score' }).click()
    const other = page.getByRole('region', { name: 'Beside it' })
    await other.getByText('Both say the same.').waitFor()
    await other.getByRole('row', { name: /the same/ }).first().waitFor()
    await accessible('a row on two endpoints')
    await shoot(page, 'try-beside')
    await width.fill('broad')
    await page.keyboard.press('Control+Enter')
    await page.locator('.field', { has: width }).getByRole('alert').waitFor()
}

/** Requests, those that failed apart; what happened, also as rules over the charts. */
async function history(page, accessible) {
    await page.goto('endpoints/digits')
    await page.getByRole('heading', { level: 1, name: 'digits' }).waitFor()
    const tab = (name) => page.getByRole('navigation', { name: 'Endpoint' }).getByRole('link', { name }).click()
    await tab('Requests')
    const requests = page.getByRole('region', { name: 'Table of requests' })
    await requests.getByRole('row', { name: /200 .*POST \/invocations/ }).first().waitFor()
    await accessible('requests')
    await page.getByRole('button', { name: 'Failed' }).click()
    await eventually('only those that failed', async () => {
        const statuses = await requests.locator('tbody td:nth-child(2)').allTextContents()
        return statuses.length > 0 && statuses.every((status) => status === '400')
    })
    assert.match(page.url(), /show=failed/)
    await tab('Events')
    const events = page.getByRole('region', { name: 'Events' })
    await events.getByText('ready: process').waitFor()
    await events.getByText('swapped: version 2 took over').waitFor({ timeout: 60_000 })
    await events.getByLabel('Log', { exact: true }).getByText('Serving on').waitFor()
    await accessible('events')
    await tab('Traffic')
    await page.locator('.time-chart .mark').first().waitFor({ state: 'attached' })
    await page.getByRole('img', { name: /Latency over time.*version 2 took over/ }).waitFor()
    await shoot(page, 'endpoint-swapped')
}

/** A server inside a program starts no processes: it says so, and a line that does. Names are shown, never run. */
export async function refused({ page, api, accessible }) {
    await page.goto('endpoints')
    await shows(page, 'No endpoints yet.')
    await shows(page, 'This server starts no endpoints')
    await page.getByText('tracking serve --model-uri=models:/first-model@champion').waitFor()
    await accessible('no endpoints')
    const experiment = await api.experiment('training')
    const run = await api.run(experiment, { name: 'train' })
    const name = hostile.script.replaceAll('/', '|').replaceAll(':', ';')
    await api.upload(run, 'model/MLmodel', 'flavors:\n  onnx: {}\n')
    await api.post('registered-models/create', { name })
    await api.post('model-versions/create', { name, source: `runs:/${run}/model`, run_id: run })
    await page.goto(`models/${encodeURIComponent(name)}/1/try`)
    await shows(page, 'Needs a running endpoint.')
    await shows(page, "tracking serve --model-uri='models:/<script>")
    assert.equal(await page.getByRole('button', { name: 'Start one here' }).count(), 0)
    await accessible('a version that cannot be served here')
    await page.goto('endpoints/none')
    await shows(page, "There is no endpoint 'none'")
}

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
    await page.getByLabel('Log', { exact: true }).getByText('Serving on').waitFor()
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

import { drop, npy, picture } from './fileMaking.mjs'
import { assert, eventually, shows } from './expect.mjs'

const prediction = (page) => page.getByRole('region', { name: 'Prediction', exact: true })

/** Waits until the bars say how bright and how dark it is. */
async function says(page, bright, dark) {
    const bars = prediction(page).locator('.value-bars li')
    const isAt = async (name, value) => {
        const text = await bars.filter({ hasText: name }).locator('.num').innerText({ timeout: 1000 })
        return Math.abs(Number(text) - value) < 0.01
    }
    await eventually(`levels of ${bright} and ${dark}`, async () =>
        (await isAt('levels[0]', bright)) && (await isAt('levels[1]', dark)),
    )
}

/** What the training data tell of a column stands at its field; a file of rows becomes a table and a chart. */
export async function rows({ page, api, accessible }) {
    const found = await fetch(`${api.root}model-versions/get?name=digits&version=1`)
    const { run_id } = (await found.json()).model_version
    const profile = JSON.stringify({ num_rows: 9, columns: { width: { min: 0, max: 10 }, height: { min: -1, max: 1 } } })
    const dataset = { name: 'cells', digest: 'd-17c0', source_type: 'local', source: '/cells.csv', profile }
    const tags = [{ key: 'mlflow.data.context', value: 'training' }]
    await api.post('runs/log-inputs', { run_id, datasets: [{ tags, dataset }] })
    await page.goto('models/digits/1')
    await page.locator('.lineage').getByText('training · d-17c0').waitFor()
    await page.goto('models/digits/1/try')
    await page.getByRole('button', { name: 'Start one here' }).click()
    const width = page.getByRole('textbox', { name: 'width', exact: false })
    await width.waitFor({ timeout: 60_000 })
    const field = page.locator('.field', { has: width })
    await field.getByText('0 to 10 in cells').waitFor()
    await width.fill('99')
    await field.getByText('Not seen in training: 0 to 10 in cells').waitFor()
    await accessible('a form with hints')
    await page.getByRole('group', { name: 'Input as' }).getByRole('button', { name: 'CSV' }).click()
    const lines = Array.from({ length: 40 }, (_, i) => `${i / 4},${i % 3}`)
    const area = page.locator('.drop')
    await area.getByLabel('Rows as CSV').waitFor()
    await drop(area, 'cells.csv', ['width,height', ...lines].join('\n'))
    await eventually('the rows of the file', async () =>
        (await area.getByLabel('Rows as CSV').inputValue()).endsWith('9.75,0'),
    )
    await page.keyboard.press('Control+Enter')
    const table = page.getByRole('region', { name: 'Predictions', exact: true })
    await table.getByRole('row').nth(40).waitFor()
    assert.match(await table.getByRole('row').nth(40).innerText(), /^40\s.*9\.75\s+0$/)
    const counts = await prediction(page).locator('.value-bars .num').allInnerTexts()
    assert.equal(counts.reduce((all, count) => all + Number(count), 0), 40)
    await accessible('predictions of a file')
    const many = Array.from({ length: 1000 }, (_, i) => `${i / 997},${i / 991}`)
    await drop(area, 'many.csv', ['width,height', ...many].join('\n'))
    await shows(page, 'The first 1200 of')
    await area.getByRole('button', { name: 'Show and edit all' }).click()
    await area.getByRole('textbox', { name: 'Rows as CSV' }).waitFor()
    await drop(area, 'more.csv', ['width,height', ...many, '1,1'].join('\n'))
    await page.getByRole('alert').getByText('up to 1000 are scored here').waitFor()
}

/** A tensor of 256 values is told in few words, and filled from an array, from a picture, or as a text on demand. */
export async function tensors({ page, accessible }) {
    await page.goto('models/brightness/1/try')
    await page.getByRole('button', { name: 'Start one here' }).click()
    const area = page.locator('.file-drop')
    await area.waitFor({ timeout: 60_000 })
    await shows(page, '1 × 16 × 16: 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, …')
    await page.getByRole('button', { name: 'Score' }).click()
    await says(page, 0.1, 0.9)
    await drop(area, 'grey.npy', npy([16, 16], Array(256).fill(0.25)))
    await area.getByRole('status').filter({ hasText: 'one of shape [16, 16], sent as a batch of one' }).waitFor()
    await page.getByRole('button', { name: 'Score' }).click()
    await says(page, 0.25, 0.75)
    await accessible('a tensor of a file')
    await drop(area, 'wide.npy', npy([3, 3], Array(9).fill(1)))
    await area.getByRole('alert').filter({ hasText: 'Its shape is [3, 3]: expected [any, 16, 16].' }).waitFor()
    await drop(area, 'half.png', await picture(page, 64, 32, 0.5))
    await area.getByRole('status').filter({ hasText: '64 × 32 pixels, stretched to 16 × 16, grey' }).waitFor()
    await area.getByRole('img', { name: /The picture as/ }).waitFor()
    await page.getByRole('button', { name: 'Score' }).click()
    await says(page, 0.5, 0.5)
    await accessible('a picture as a tensor')
    await page.getByRole('button', { name: 'Show and edit all' }).click()
    const all = page.getByRole('textbox', { name: /pixels/ })
    await all.fill(JSON.stringify([Array(16).fill(Array(16).fill(1))]))
    await page.keyboard.press('Control+Enter')
    await says(page, 1, 0)
}

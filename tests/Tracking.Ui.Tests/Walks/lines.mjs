import { assert, eventually } from './expect.mjs'

const chartOf = (page, name) => page.getByRole('article', { name, exact: true })

/** The plan of charts that stands in the URL. */
const planOf = (page) => {
    const text = new URL(page.url()).searchParams.get('ch')
    return text === null ? null : JSON.parse(Buffer.from(text, 'base64url').toString())
}

const query = (page, key) => new URL(page.url()).searchParams.get(key)

async function open(page, experiment, rest = '') {
    await page.goto(`experiments/${experiment}/runs?lay=charts${rest}`)
    await chartOf(page, 'loss').locator('canvas').waitFor()
}

/** Drags over that part of a chart. */
async function drag(page, chart, from, to) {
    const box = await chart.locator('.u-over').boundingBox()
    await page.mouse.move(box.x + box.width * from, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * to, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
}

/** What is left out has its mark, which says so in words; a zoom asks again until every point is there. */
export async function sampled({ page, api, accessible }) {
    const experiment = await api.experiment(`sampled ${process.pid}`)
    const values = Array.from({ length: 9000 }, (_, i) => (i === 4321 ? 'NaN' : Math.sin(i / 300)))
    await api.run(experiment, { name: 'long', metrics: { loss: values, short: [1, 2, 3] } })
    await open(page, experiment)
    const chart = chartOf(page, 'loss')
    await chart.locator('.ratio').getByText(/^1:\d/).waitFor()
    await chart.getByText('NaN ×1').waitFor()
    await chartOf(page, 'short').locator('.ratio').getByText('all', { exact: false }).waitFor()
    await chart.locator('.ratio').focus()
    await chart.getByText(/9000 points as \d+: .* Zoom loads every point\./).waitFor()
    await accessible('a sampled line')
    await drag(page, chart, 0.45, 0.5)
    await eventually('the range in the URL', () => query(page, 'r') !== null)
    await chart.locator('.ratio').getByText(/^all/).waitFor()
    await page.keyboard.press('0')
    await chart.locator('.ratio').getByText(/^1:\d/).waitFor()
}

/** With Shift a box is zoomed to, x in all charts and y in this one; the wheel with Ctrl zooms x; 0 shows all. */
export async function boxZoom({ page, api }) {
    const experiment = await api.experiment(`box ${process.pid}`)
    const values = Array.from({ length: 400 }, (_, i) => i / 4)
    await api.run(experiment, { name: 'one', metrics: { loss: values, other: values } })
    await open(page, experiment)
    const over = chartOf(page, 'loss').locator('.u-over')
    const box = await over.boundingBox()
    const at = (x, y) => [box.x + box.width * x, box.y + box.height * y]
    await page.mouse.move(...at(0.25, 0.25))
    await page.keyboard.down('Shift')
    await page.mouse.down()
    await page.mouse.move(...at(0.5, 0.5), { steps: 4 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    await eventually('the box in the URL', () => query(page, 'r') !== null && planOf(page)?.y?.length === 1)
    const [from, to] = query(page, 'r').split(':').map(Number)
    assert.ok(Math.abs(from - 100) < 8 && Math.abs(to - 200) < 8, query(page, 'r'))
    const [[name, low, high]] = planOf(page).y
    assert.equal(name, 'loss')
    assert.ok(Math.abs(low - 50) < 5 && Math.abs(high - 77) < 5, `${low} to ${high}`)
    await page.reload()
    await chartOf(page, 'loss').locator('canvas').waitFor()
    await chartOf(page, 'loss').locator('header').hover()
    await chartOf(page, 'loss').getByRole('button', { name: 'All values' }).click()
    await eventually('the range of x alone', () => planOf(page) === null && query(page, 'r') !== null)
    await page.keyboard.press('0')
    await eventually('everything', () => query(page, 'r') === null)
    await page.mouse.move(...at(0.5, 0.5))
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -300)
    await eventually('the range of the wheel', () => query(page, 'r') !== null)
    await page.keyboard.up('Control')
    const [left, right] = query(page, 'r').split(':').map(Number)
    assert.ok(left > 0 && right < 399, query(page, 'r'))
    await over.dblclick()
    await eventually('everything again', () => query(page, 'r') === null)
}

/** A zoom is that of all charts, or with the link of x off that of its chart; a saved view keeps which, and 0 ends all. */
export async function linkedX({ page, api, accessible }) {
    const experiment = await api.experiment(`linked x ${process.pid}`)
    const values = Array.from({ length: 400 }, (_, i) => i / 4)
    await api.run(experiment, { name: 'one', metrics: { loss: values, other: values } })
    await open(page, experiment)
    const link = (state) => page.getByRole('toolbar').getByRole('button', { name: `Link X ${state}` })
    await link('on').press('Enter')
    await link('off').waitFor()
    await accessible('charts with an x each')
    await drag(page, chartOf(page, 'loss'), 0.25, 0.5)
    await eventually('the range of one chart', () => planOf(page)?.x?.length === 1)
    const [[name, from, to]] = planOf(page).x
    assert.ok(name === 'loss' && Math.abs(from - 100) < 8 && Math.abs(to - 200) < 8, `${name} ${from} to ${to}`)
    assert.deepEqual([query(page, 'lx'), query(page, 'r')], ['0', null])
    const points = async (of) => (await chartOf(page, of).locator('.ratio .words').textContent()).trim()
    await eventually('the points of that range', async () => /^All 10\d points/.test(await points('loss')))
    assert.match(await points('other'), /^All 400 points/)
    await page.getByRole('button', { name: 'Views', exact: true }).click()
    await page.getByRole('menuitem', { name: /^Save/ }).first().click()
    await page.getByRole('dialog').getByRole('textbox').fill('each its own')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { value } = (await api.tagsOf(experiment)).find(({ key }) => key.startsWith('tracking.view.'))
    assert.match(JSON.parse(value).state, /lx=0/)
    await page.reload()
    await link('off').click()
    await eventually('the same range for all', async () => /^All 10\d points/.test(await points('other')))
    assert.deepEqual([query(page, 'lx'), query(page, 'r')], [null, `${from}:${to}`])
    await page.goBack()
    await eventually('all of the other', async () => /^All 400 points/.test(await points('other')))
    await page.keyboard.press('0')
    await eventually('all of both', async () => /^All 400 points/.test(await points('loss')))
    assert.equal(planOf(page), null)
}

/** Zero and less have no place on a log scale: they are counted, and symlog is offered; it stays in the URL. */
export async function symlog({ page, api, accessible }) {
    const experiment = await api.experiment(`symlog ${process.pid}`)
    await api.run(experiment, { name: 'one', metrics: { loss: [-50, -1, 0, 0.1, 10, 1000], other: [1, 10, 100] } })
    await open(page, experiment)
    await page.getByRole('toolbar').getByLabel('Scale of values').selectOption('log')
    const chart = chartOf(page, 'loss')
    await chart.getByText('3 values ≤ 0').waitFor()
    await chart.locator('header').hover()
    await chart.getByRole('button', { name: 'symlog', exact: true }).click()
    await chart.getByText('≤ 0').waitFor({ state: 'detached' })
    await chart.locator('.chip').getByText('symlog').waitFor()
    assert.deepEqual([query(page, 'ys'), planOf(page)], ['log', { l: [['loss', 'symlog']] }])
    await accessible('a symlog scale')
    await page.reload()
    await chart.locator('.chip').getByText('symlog').waitFor()
    assert.equal(await chartOf(page, 'other').locator('.chip').textContent(), 'log')
    await chart.locator('header').hover()
    await chart.getByRole('button', { name: 'symlog', exact: true }).click()
    await eventually('linear values', async () => (await chart.locator('.chip').count()) === 0)
}

/** Lines break where steps are missing, until they are connected. */
export async function gaps({ page, api }) {
    const experiment = await api.experiment(`gaps ${process.pid}`)
    const id = await api.run(experiment, { name: 'one', metrics: { loss: [5, 4, 3, 2, 1] } })
    const later = [100, 101, 102].map((step) => ({ key: 'loss', value: 1, step, timestamp: 1_700_000_100_000 + step }))
    await api.post('runs/log-batch', { run_id: id, metrics: later })
    await open(page, experiment)
    const chart = chartOf(page, 'loss')
    await chart.getByText('1 gap').waitFor()
    await page.getByRole('button', { name: 'Gaps broken' }).click()
    await chart.getByText('1 gap').waitFor({ state: 'detached' })
    assert.equal(query(page, 'gap'), 'connect')
    await page.getByRole('button', { name: 'Gaps connected' }).click()
    await chart.getByText('1 gap').waitFor()
}

/** Compared runs stand on parallel coordinates at once, in front of the others of their experiment. */
export async function compared({ page, api, accessible }) {
    const experiment = await api.experiment(`parallel ${process.pid}`)
    const ids = []
    for (let i = 0; i < 5; i++) {
        const params = { lr: String(10 ** -(i + 1)), opt: i % 2 ? 'adam' : 'sgd', seed: '7' }
        ids.push(await api.run(experiment, { name: `run-${i}`, params, metrics: { loss: [3, i] } }))
    }
    await page.goto(`compare?runs=${ids.slice(0, 2).join()}`)
    const chart = chartOf(page, 'lr, opt, loss')
    await chart.locator('canvas').waitFor()
    const label = () => chart.locator('.scene').getAttribute('aria-label')
    await eventually('the runs beside', async () => (await label()).includes(', 5 runs'))
    await accessible('compared runs on parallel coordinates')
    await chart.locator('header').hover()
    await chart.getByRole('button', { name: 'Change lr, opt, loss' }).click()
    await page.getByRole('button', { name: /^Take .*opt away$/ }).click()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await chartOf(page, 'lr, loss').locator('canvas').waitFor()
    await page.reload()
    await chartOf(page, 'lr, loss').locator('canvas').waitFor()
    await chartOf(page, 'lr, loss').locator('header').hover()
    await chartOf(page, 'lr, loss').getByRole('button', { name: 'Remove lr, loss' }).click()
    await chart.locator('canvas').waitFor()
}

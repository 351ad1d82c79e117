import { readFile } from 'node:fs/promises'
import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { contourAndBox: { theme: 'dark' }, parallel: { width: 1280, height: 800 } }

/** Runs over a grid of two params; every other has another optimizer. Gives the experiment and the ids of its runs. */
async function grid(api, names = (i) => `run-${i}`) {
    const experiment = await api.experiment(`grid ${process.pid}`)
    const ids = []
    for (let i = 0; i < 8; i++) {
        ids.push(
            await api.run(experiment, {
                name: names(i),
                params: { lr: String([0.1, 0.01, 0.001, 0.0001][i % 4]), width: String(8 * (1 + (i >> 1))), opt: i % 2 ? 'adam' : 'sgd' },
                metrics: { 'val/loss': [3, 2, 1 + i / 10], epoch: [0, 1, 2], 'val/acc': i / 8 },
                start: 1_700_000_000_000 + i * 60_000,
            }),
        )
    }
    return { experiment, ids }
}

const open = async (page, experiment, query = '?lay=charts') => {
    await page.goto(`experiments/${experiment}/runs${query}`)
    await page.getByRole('article', { name: 'epoch' }).waitFor()
}

const dialog = (page) => page.getByRole('dialog')

/** By keyboard alone: the key of the act, the kind, then each field by a part of the key's name. */
async function add(page, kind, fields) {
    await page.keyboard.press('a')
    await dialog(page).waitFor()
    await dialog(page).getByRole('radio', { name: kind }).check()
    for (const [label, text] of fields) {
        const field = dialog(page).getByRole('combobox', { name: label, exact: true })
        await field.waitFor()
        await field.fill(text)
        await dialog(page).getByRole('option').first().waitFor()
        await field.press('Enter')
    }
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
    await dialog(page).waitFor({ state: 'detached' })
}

/** What is saved of a chart, as text. */
async function saved(page, chart, kind) {
    await chart.locator('header').hover()
    await chart.getByRole('button', { name: /^Save / }).click()
    const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: kind }).click(),
    ])
    return { name: file.suggestedFilename(), content: await readFile(await file.path()) }
}

/** The plan of charts that stands in the URL. */
const planOf = (page) => {
    const text = new URL(page.url()).searchParams.get('ch')
    return text === null ? null : JSON.parse(Buffer.from(text, 'base64url').toString())
}

/** A dot per run: found by the keyboard, named in the header, opened by Enter; changed, saved as files, removed. */
export async function scatter({ page, api, accessible }) {
    const { experiment, ids } = await grid(api, (i) => (i === 0 ? hostile.script : `run-${i}`))
    await open(page, experiment)
    await add(page, 'Scatter', [
        ['X', 'param lr'],
        ['Y', 'val/loss'],
        ['Coloured by', 'param opt'],
    ])
    const chart = page.getByRole('article', { name: 'val/loss by lr' })
    await chart.locator('canvas').waitFor()
    await chart.locator('.paint-key').getByText('adam').waitFor()
    await accessible('a scatter chart')
    await chart.locator('.scene').focus()
    await page.keyboard.press('End')
    await chart.locator('.run-line').getByText('0.1').waitFor()
    await page.keyboard.press('Home')
    await chart.locator('.run-line').getByText('0.0001').waitFor()
    const svg = await saved(page, chart, 'SVG')
    assert.equal(svg.name, 'val_loss_by_lr.svg')
    const text = svg.content.toString()
    assert.equal(text.match(/<path [^>]*a4 4 /g).length >= 8, true, 'a dot per run')
    assert.ok(!text.includes('<script'), 'a name is no markup')
    const png = await saved(page, chart, 'PNG')
    assert.deepEqual([...png.content.subarray(1, 4)], [...Buffer.from('PNG')])
    const csv = (await saved(page, chart, 'CSV')).content.toString()
    assert.match(csv, /^id,name,params\.lr,metrics\.val\/loss,params\.opt\r\n/)
    assert.equal(csv.trim().split('\r\n').length, 9)
    await page.reload()
    await chart.locator('canvas').waitFor()
    await chart.locator('.scene').focus()
    await page.keyboard.press('Home')
    await chart.locator('.run-line .who').waitFor()
    await page.keyboard.press('Enter')
    await eventually('the page of a run', () => ids.some((id) => page.url().includes(`runs/${id}/overview`)))
    await page.goBack()
    await chart.locator('header').hover()
    await chart.getByRole('button', { name: 'Remove val/loss by lr' }).click()
    await chart.waitFor({ state: 'detached' })
    assert.equal(planOf(page), null)
}

/** Axes are brushed by dragging and by a dialog, moved, and what is kept can be selected. */
export async function parallel({ page, api, accessible }) {
    const { experiment } = await grid(api)
    await open(page, experiment)
    await add(page, 'Parallel', [
        ['Add an axis', 'param lr'],
        ['Add an axis', 'param opt'],
        ['Add an axis', 'val/loss'],
        ['Coloured by', 'val/loss'],
    ])
    const chart = page.getByRole('article', { name: 'lr, opt, val/loss' })
    await chart.locator('canvas').waitFor()
    await accessible('parallel coordinates')
    const box = await chart.locator('.axis-track').last().boundingBox()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height * 0.45)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height + 4, { steps: 5 })
    await page.mouse.up()
    await chart.getByText('of 8 runs kept').waitFor()
    assert.equal(planOf(page).a[0].b.length, 1)
    await chart.getByRole('button', { name: 'Axis opt' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Keep only' }).click()
    await dialog(page).getByRole('checkbox', { name: 'adam' }).uncheck()
    await accessible('a range of parallel coordinates')
    await dialog(page).getByRole('button', { name: 'Keep', exact: true }).press('Enter')
    await dialog(page).waitFor({ state: 'detached' })
    await chart.getByText('2 of 8 runs kept').waitFor()
    await chart.getByRole('button', { name: 'Axis opt' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Move left' }).click()
    await page.getByRole('article', { name: 'opt, lr, val/loss' }).waitFor()
    const moved = page.getByRole('article', { name: 'opt, lr, val/loss' })
    await moved.locator('.axis-name[title="val/loss"]').dragTo(moved.locator('.axis-name[title="opt"]'))
    const turned = page.getByRole('article', { name: 'val/loss, opt, lr' })
    await turned.getByText('2 of 8 runs kept').waitFor()
    await turned.getByRole('button', { name: 'Select these' }).click()
    await eventually('the selected in the URL', () => new URL(page.url()).searchParams.get('sel')?.split('~').length === 2)
    await turned.getByRole('button', { name: 'Keep all' }).click()
    await turned.getByText('runs kept').waitFor({ state: 'detached' })
}

/** Bands between runs on two params, boxes within groups; too few runs say what is needed. */
export async function contourAndBox({ page, api, accessible }) {
    const { experiment } = await grid(api)
    await open(page, experiment)
    await add(page, 'Contour', [
        ['X', 'param lr'],
        ['Y', 'param width'],
        ['Height', 'val/loss'],
    ])
    const contour = page.getByRole('article', { name: 'val/loss over lr and width' })
    await contour.getByText('between 8 runs').waitFor()
    await contour.locator('.scene').focus()
    await page.keyboard.press('End')
    await contour.locator('.run-line .who').waitFor()
    await page.keyboard.press('Escape')
    await contour.getByText('between 8 runs').waitFor()
    assert.ok((await saved(page, contour, 'SVG')).content.toString().match(/fill-rule="evenodd"/g).length > 3)
    await add(page, 'Box', [
        ['Metric', 'val/loss'],
        ['Grouped by', 'param opt'],
    ])
    const box = page.getByRole('article', { name: 'val/loss by opt' })
    await box.getByText('adam: 4 runs, median 1.4').waitFor()
    await accessible('contours and boxes, dark')
    await page.getByRole('button', { name: 'Add a chart' }).click()
    await page.keyboard.press('Escape')
    await dialog(page).waitFor({ state: 'detached' })
    await open(page, experiment, `${new URL(page.url()).search}&q=${encodeURIComponent("params.opt = 'adam' and params.width = '8'")}`)
    await shows(page, 'A contour needs 4 runs or more')
}

/** A metric less that of another run; lines over another metric, zoomed; all joined by step. */
export async function lines({ page, api, accessible }) {
    const { experiment, ids } = await grid(api)
    await open(page, experiment)
    await page.keyboard.press('a')
    await dialog(page).getByRole('radio', { name: 'Difference' }).check()
    await dialog(page).getByRole('combobox', { name: 'Metric' }).fill('val/loss')
    await dialog(page).getByRole('option').first().waitFor()
    await page.keyboard.press('Enter')
    await dialog(page).getByRole('combobox', { name: 'Baseline' }).selectOption({ label: 'run-0' })
    await accessible('adding a chart')
    await dialog(page).getByRole('button', { name: 'Add', exact: true }).click()
    const difference = page.getByRole('article', { name: 'val/loss less run-0' })
    await difference.locator('canvas').waitFor()
    assert.equal(planOf(page).a[0].r, ids[0])
    await eventually('the curves', async () => (await difference.locator('[role=img]').getAttribute('aria-label')).includes('7 runs'))
    const csv = (await saved(page, difference, 'CSV')).content.toString().split('\r\n')
    assert.ok(csv.some((line) => line.includes(',run-7,2,0.7')), csv.join('\n'))
    assert.ok(csv.some((line) => line.includes(',run-7,0,0,')), csv.join('\n'))
    await page.getByRole('toolbar').locator('select').nth(1).selectOption('m.epoch')
    await eventually('the x in the URL', () => page.url().includes('x=m.epoch'))
    const chart = page.getByRole('article', { name: 'val/loss', exact: true })
    const over = (await saved(page, chart, 'CSV')).content.toString().split('\r\n')
    assert.match(over[0], /^run_id,run_name,epoch,value,shown$/)
    assert.ok(over.some((line) => line.includes(',run-7,2,1.7,1.7')), over.join('\n'))
    assert.match((await saved(page, chart, 'SVG')).content.toString(), />run-7<\/text>/)
    await accessible('lines over a metric')
}

/** Charts and sections are put into another order, by dragging and by keys; the order is a part of the view. */
export async function arrange({ page, api }) {
    const { experiment } = await grid(api)
    await open(page, experiment)
    const sections = () => page.locator('section.section').evaluateAll((all) => all.map((one) => one.ariaLabel))
    const charts = () => page.locator('section[aria-label=val] article').evaluateAll((all) => all.map((one) => one.ariaLabel))
    await eventually('both sections', async () => (await sections()).join() === 'metrics,val')
    await page.getByRole('button', { name: 'Move section val' }).press('ArrowUp')
    await eventually('the other order', async () => (await sections()).join() === 'val,metrics')
    assert.deepEqual(planOf(page), { s: ['val'] })
    await eventually('the charts', async () => (await charts()).join() === 'val/acc,val/loss')
    const last = page.getByRole('article', { name: 'val/loss' })
    await last.locator('header').hover()
    await last.getByRole('button', { name: 'Move val/loss' }).dragTo(page.getByRole('article', { name: 'val/acc' }))
    await eventually('the dragged chart first', async () => (await charts()).join() === 'val/loss,val/acc')
    await page.reload()
    await eventually('the order after a reload', async () => (await charts()).join() === 'val/loss,val/acc')
    assert.equal((await sections()).join(), 'val,metrics')
    await page.getByRole('button', { name: 'Move val/acc' }).press('Home')
    await eventually('the first order', async () => (await charts()).join() === 'val/acc,val/loss')
}

/** One grey pixel: what it shows does not matter, its address does. */
const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
)

/** Images of several runs by step: a slider for all, the last one before a step, a gap where there is none yet. */
export async function images({ page, api, accessible }) {
    const experiment = await api.experiment(`images ${process.pid}`)
    const image = (key, step) => `images/${key}+step+${step}+timestamp+1700000000000+00000000-0000-0000-0000-00000000000${step % 10}`
    const ids = []
    for (const [name, steps] of [
        ['early', [0, 10, 20]],
        [hostile.script, [10]],
    ]) {
        const id = await api.run(experiment, { name, metrics: { epoch: [1, 2] }, tags: { 'mlflow.loggedImages': 'True' } })
        for (const step of steps) {
            await api.upload(id, `${image('val~sample', step)}.png`, pixel)
            await api.upload(id, `${image('val~sample', step)}+compressed.webp`, pixel)
        }
        ids.push(id)
    }
    await open(page, experiment)
    const gallery = page.getByRole('region', { name: /^Images at step/ })
    await gallery.locator('img').nth(1).waitFor()
    await page.getByRole('region', { name: 'Images at step 20' }).waitFor()
    await gallery.getByText('step 10').waitFor()
    const sources = () => gallery.locator('img').evaluateAll((all) => all.map((one) => decodeURIComponent(one.src)))
    assert.ok((await sources()).every((source) => source.includes('compressed.webp')))
    await eventually('the pictures', () =>
        gallery.locator('img').evaluateAll((all) => all.every((one) => one.complete && one.naturalWidth === 1)),
    )
    await accessible('images')
    const slider = page.getByRole('slider', { name: 'Step of the images' })
    await slider.focus()
    await page.keyboard.press('Home')
    await page.getByRole('region', { name: 'Images at step 0' }).waitFor()
    await gallery.getByText('none yet').waitFor()
    assert.equal((await sources()).length, 1)
    await page.keyboard.press('.')
    await page.getByRole('region', { name: 'Images at step 10' }).waitFor()
    assert.deepEqual(planOf(page), { i: [10, 160] })
    await page.reload()
    await page.getByRole('region', { name: 'Images at step 10' }).waitFor()
    await gallery.locator('img').nth(1).waitFor()
    await gallery.getByRole('link', { name: 'val/sample of early at step 10' }).click()
    await eventually('the file', () => page.url().includes(`runs/${ids[0]}/artifacts/images/`))
    await page.locator('img.media').waitFor()
    await page.goto(`experiments/${experiment}/runs?lay=images`)
    await page.getByRole('region', { name: 'Images at step 20' }).waitFor()
    assert.equal(await page.getByRole('article').count(), 0)
}

/** Without a pointer: the values as a table, full screen, point by point; a chart's own scale stays in the URL. */
export async function keys({ page, api, accessible }) {
    const { experiment } = await grid(api)
    await open(page, experiment)
    const chart = page.getByRole('article', { name: 'val/loss' })
    const plot = chart.getByRole('img')
    await plot.locator('canvas').waitFor()
    await plot.focus()
    await page.keyboard.press('w')
    const table = chart.getByRole('region', { name: 'val/loss as a table' })
    await table.getByRole('cell', { name: 'run-7' }).first().waitFor()
    await accessible('a chart as a table')
    await table.focus()
    await page.keyboard.press('w')
    await plot.locator('canvas').waitFor()
    await plot.focus()
    await page.keyboard.press('f')
    await page.locator('.chart.full').waitFor()
    await page.keyboard.press('f')
    await page.locator('.chart.full').waitFor({ state: 'detached' })
    await plot.focus()
    await page.keyboard.press('ArrowLeft')
    await chart.locator('.readout .value').waitFor()
    await page.keyboard.press('Shift+F')
    await eventually('the field that finds charts', () =>
        page.evaluate(() => document.activeElement.getAttribute('aria-label') === 'Find a chart'),
    )
    await page.keyboard.press('Escape')
    await chart.locator('header').hover()
    await chart.getByRole('button', { name: 'log', exact: true }).click()
    await chart.locator('.chip').getByText('log').waitFor()
    assert.deepEqual(planOf(page), { l: [['val/loss', true]] })
    await page.reload()
    await chart.locator('.chip').getByText('log').waitFor()
    assert.equal(await page.getByRole('article', { name: 'epoch' }).locator('.chip').count(), 0)
}

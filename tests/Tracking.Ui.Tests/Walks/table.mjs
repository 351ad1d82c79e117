import { assert, eventually } from './expect.mjs'
import { names, open, sweep } from './runs.mjs'

const header = (page, name) =>
    page.getByRole('columnheader').filter({ has: page.getByRole('button', { name: `Column ${name}` }) })

const titles = (page) => page.locator('[role=columnheader] .title').allTextContents()

const query = (page, key) => new URL(page.url()).searchParams.get(key)

/** By its right edge, from the middle of the handle. */
async function drag(page, handle, by) {
    const box = await handle.boundingBox()
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + by, y, { steps: 6 })
    await page.mouse.up()
}

const widthOf = async (page, name) => Math.round((await header(page, name).boundingBox()).width)

/** A column is as wide as its edge was dragged, also after a reload; twice on the edge, and it is as before. */
export async function resize({ page, api }) {
    const id = await sweep(api)
    await open(page, id, '?lay=table')
    const before = await widthOf(page, 'val/loss')
    const right = (await header(page, 'train/loss').boundingBox()).x
    await drag(page, header(page, 'val/loss').locator('.grip'), 90)
    const columns = () => query(page, 'cols')?.split('~') ?? []
    await eventually('the width in the URL', () => columns().includes(`m.val/loss:${before + 90}`))
    assert.equal(await widthOf(page, 'val/loss'), before + 90)
    assert.equal((await header(page, 'train/loss').boundingBox()).x, right + 90)
    const cell = page.locator('[role=treegrid] [role=row]').nth(1).locator('.num').first()
    assert.equal(Math.round((await cell.boundingBox()).width), before + 90)
    await page.reload()
    await header(page, 'val/loss').waitFor()
    assert.equal(await widthOf(page, 'val/loss'), before + 90)
    await drag(page, header(page, 'val/loss').locator('.grip'), -2000)
    await eventually('the least width', () => query(page, 'cols').split('~').includes('m.val/loss:48'))
    await header(page, 'val/loss').locator('.grip').dblclick()
    await eventually('the first width', () => query(page, 'cols').split('~').includes('m.val/loss'))
    assert.equal(await widthOf(page, 'val/loss'), before)
}

/** Columns are put elsewhere by dragging a title and by the keys of its menu; values follow, the order stays. */
export async function reorder({ page, api }) {
    const id = await sweep(api)
    await open(page, id, '?lay=table')
    const first = ['Run', 'val/loss', 'train/loss', 'lr', 'opt', 'Started', 'Duration']
    assert.deepEqual(await titles(page), first)
    await header(page, 'opt').locator('.title').dragTo(header(page, 'val/loss'))
    const dragged = ['Run', 'opt', 'val/loss', 'train/loss', 'lr', 'Started', 'Duration']
    await eventually('the dragged column first', async () => (await titles(page)).join() === dragged.join())
    const cells = () => page.locator('[role=treegrid] [role=row]').nth(1).locator('[role=gridcell]').allTextContents()
    assert.equal((await cells())[2], 'adam')
    await page.getByRole('button', { name: 'Column lr' }).press('Enter')
    await page.getByRole('menuitem', { name: 'Move left' }).press('Enter')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    const moved = ['Run', 'opt', 'val/loss', 'lr', 'train/loss', 'Started', 'Duration']
    await eventually('one to the left', async () => (await titles(page)).join() === moved.join())
    await page.reload()
    await header(page, 'opt').waitFor()
    assert.deepEqual(await titles(page), moved)
    assert.equal((await cells())[2], 'adam')
    await header(page, 'train/loss').locator('.title').dragTo(header(page, 'Run'))
    await eventually('pinned where it was dropped', () => query(page, 'cols').startsWith('!m.train/loss~!name~'))
}

/** Runs by their dataset: how many, and the mean, the least and the most of a metric, chosen by keyboard. */
export async function datasets({ page, api, accessible }) {
    const id = await api.experiment(`datasets ${process.pid}`)
    const of = { a: [1, 2, 6], b: [10, 30] }
    for (const [name, values] of Object.entries(of)) {
        for (const value of values) {
            const run = await api.run(id, { name: `${name}-${value}`, metrics: { loss: value } })
            const dataset = { name: `set-${name}`, digest: name, source_type: 'local', source: '/x' }
            await api.post('runs/log-inputs', { run_id: run, datasets: [{ dataset, tags: [] }] })
        }
    }
    await api.run(id, { name: 'bare', metrics: { loss: 7 } })
    await open(page, id, '?lay=table')
    await page.keyboard.press('b')
    await page.getByLabel('Find what to group by').fill('datas')
    await page.getByRole('checkbox', { name: 'Dataset' }).check()
    const row = (name) => page.getByRole('row').filter({ has: page.getByRole('button', { name: `Runs with ${name}` }) })
    const loss = (name) => row(name).locator('[title^=mean]').first()
    await row('set-a').getByText('3 runs').waitFor()
    await accessible('runs grouped by dataset')
    assert.equal(await loss('set-a').textContent(), '3')
    assert.equal(await loss('set-a').getAttribute('title'), 'mean 3, min 1, max 6 of 3 runs')
    assert.equal(await loss('set-b').textContent(), '20')
    assert.equal(await row('–').count(), 1)
    for (const [part, a, b] of [
        ['min', '1', '10'],
        ['max', '6', '30'],
    ]) {
        await page.getByRole('button', { name: part, exact: true }).press('Enter')
        await eventually(`the ${part}`, async () => (await loss('set-a').textContent()) === a)
        assert.equal(await loss('set-b').textContent(), b)
    }
    await page.keyboard.press('Escape')
    await page.getByLabel('Find what to group by').waitFor({ state: 'detached' })
    assert.deepEqual([query(page, 'grp'), query(page, 'agg')], ['dataset', 'max'])
    await page.reload()
    await row('set-a').waitFor()
    assert.equal(await loss('set-a').textContent(), '6')
    await page.getByRole('button', { name: 'Runs with set-b' }).click()
    await eventually('its runs', async () => (await names(page)).join().includes('b-10'))
}

/** A child whose parent comes with a later page moves below it; what is open stays open after a reload. */
export async function tree({ page, api }) {
    const id = await api.experiment(`tree ${process.pid}`)
    const parent = await api.run(id, { name: 'parent', start: 1_600_000_000_000 })
    const below = (name, of, start) => api.run(id, { name, tags: { 'mlflow.parentRunId': of }, start })
    const child = await below('child', parent, 1_800_000_000_000)
    await below('grandchild', child, 1_800_000_000_001)
    const create = (i) => api.run(id, { name: `run-${i}`, start: 1_700_000_000_000 + i * 1000 })
    for (let i = 0; i < 110; i += 10) await Promise.all(Array.from({ length: 10 }, (_, k) => create(i + k)))
    let release
    const released = new Promise((resolve) => (release = resolve))
    await page.route('**/runs/search', async (route) => {
        if (route.request().postDataJSON().page_token) await released
        await route.continue()
    })
    await open(page, id, '?lay=table')
    await page.getByText('Loading 100 of 113 runs').waitFor()
    assert.equal((await names(page))[0], 'child')
    release()
    await page.locator('.foot').getByText('113 runs', { exact: true }).waitFor()
    await eventually('the child below its parent', async () => (await names(page))[0] === 'run-109')
    await page.getByRole('treegrid').focus()
    for (let i = 0; i < 7; i++) await page.keyboard.press('PageDown')
    await eventually('the last row', async () => (await names(page)).at(-1) === 'parent')
    await page.locator('.line.current', { hasText: 'parent' }).waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('button', { name: 'Children of child' }).click()
    const named = (name) => page.locator('.mid', { hasText: new RegExp(`^${name}$`) })
    const level = (name) => page.getByRole('row').filter({ has: named(name) }).getAttribute('aria-level')
    await eventually('both levels', async () => (await level('grandchild')) === '3')
    assert.equal(await level('child'), '2')
    assert.deepEqual(query(page, 'open').split('~'), [parent, child])
    await page.reload()
    await page.locator('.foot').getByText('113 runs', { exact: true }).waitFor()
    await page.getByRole('treegrid').focus()
    for (let i = 0; i < 7; i++) await page.keyboard.press('PageDown')
    await eventually('still open', async () => (await names(page)).slice(-3).join() === 'parent,child,grandchild')
}

/** The runs are asked for, once, while the page's code is still on its way. */
export async function early({ page, api }) {
    const id = await sweep(api)
    let release
    const released = new Promise((resolve) => (release = resolve))
    await page.route('**/assets/index-*.js', async (route) => {
        await released
        await route.continue()
    })
    const asked = []
    // Another question has no answer: then the rows came with the first.
    await page.route('**/runs/search', (route) => asked.push(route.request().postDataJSON()) === 1 && route.continue())
    const coming = open(page, id, `?lay=table&sort=-m.val%2Floss&q=${encodeURIComponent("params.opt = 'adam'")}`)
    await eventually('the question', () => asked.length === 1)
    assert.equal(asked[0].filter, "params.opt = 'adam'")
    assert.deepEqual(asked[0].order_by, ['metrics.`val/loss` DESC'])
    release()
    await coming
    await eventually('the largest first', async () => (await names(page)).join() === 'run-5,run-3,run-1')
}

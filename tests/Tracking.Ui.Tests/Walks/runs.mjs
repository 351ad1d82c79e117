import { readFile } from 'node:fs/promises'
import { hostile } from './api.mjs'
import { assert, eventually, shows } from './expect.mjs'

export const options = { phone: { width: 390, height: 844 }, charts: { theme: 'dark' } }

export const names = (page) => page.locator('[role=treegrid] [role=row] .name .mid').allTextContents()

export async function sweep(api, count = 6) {
    const id = await api.experiment('sweep')
    for (let i = 0; i < count; i++) {
        await api.run(id, {
            name: `run-${i}`,
            params: { lr: String(10 ** -(i + 1)), opt: i % 2 ? 'adam' : 'sgd', seed: '7' },
            metrics: { 'val/loss': [2, 1 + i, i / 10], 'train/loss': [3, 2 + i, 1] },
            start: 1_700_000_000_000 + i * 60_000,
        })
    }
    return id
}

export const open = async (page, id, query = '') => {
    await page.goto(`experiments/${id}/runs${query}`)
    await page.locator('[role=treegrid] [role=row] .name').first().waitFor()
}

/** Columns are what differs; a click sorts; all of it is in the URL. */
export async function columns({ page, api, accessible }) {
    const id = await sweep(api)
    await open(page, id, '?lay=table')
    const headers = await page.locator('[role=columnheader] .title').allTextContents()
    assert.deepEqual(headers, ['Run', 'val/loss', 'train/loss', 'lr', 'opt', 'Started', 'Duration'])
    await page.getByRole('columnheader', { name: 'val/loss' }).getByRole('button').first().click()
    await eventually('the largest first', async () => (await names(page))[0] === 'run-5')
    await page.getByRole('columnheader', { name: 'val/loss' }).getByRole('button').first().click()
    await eventually('the smallest first', async () => (await names(page))[0] === 'run-0')
    assert.match(page.url(), /sort=m\.val%2Floss/)
    // The newest run has the smallest rate: neither order is the one of the table without any.
    const rate = page.getByRole('columnheader', { name: 'lr' })
    for (const [way, first] of [['ascending', 'run-5'], ['descending', 'run-0'], ['ascending', 'run-5']]) {
        await eventually(`the rate ${way}`, async () => {
            if ((await rate.getAttribute('aria-sort')) === way) return true
            await rate.getByRole('button').first().click()
            return false
        })
        await eventually(`${first} first, the rate ${way}`, async () => (await names(page))[0] === first)
    }
    await page.keyboard.press('l')
    await page.getByLabel('Find a column').fill('seed')
    await page.getByRole('checkbox', { name: 'seed' }).check()
    await accessible('the column picker')
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'seed' }).waitFor()
    await page.getByRole('button', { name: 'Column seed' }).click({ force: true })
    await page.getByRole('menuitem', { name: 'Pin', exact: true }).click()
    await page.reload()
    const pinned = await page.locator('[role=columnheader].pin').allTextContents()
    assert.ok(
        pinned.some((text) => text.includes('seed')),
        pinned.join(),
    )
    await accessible('the runs table')
}

/** The server's words at their place; the rows stay; chips are the text. */
export async function query({ page, api, accessible }) {
    const id = await sweep(api)
    await open(page, id, '?lay=table')
    const editor = page.locator('.cm-content')
    await editor.waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('val')
    await page.getByRole('option', { name: /metrics.`val\/loss`/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.keyboard.type('< 0.25')
    await eventually('three runs', async () => (await names(page)).length === 3)
    await page.keyboard.type(' and params.opt > ')
    await page.locator('.query.err .result').waitFor()
    assert.equal((await names(page)).length, 3)
    await page.locator('.cm-lintRange-error').waitFor()
    await accessible('a refused query')
    await page.keyboard.press('Alt+Backspace')
    await page.keyboard.press('Escape')
    await page.locator('.query.err').waitFor({ state: 'detached' })
    assert.match(new URL(page.url()).searchParams.get('q'), /^metrics\.`val\/loss` *< 0\.25$/)
    await page.goto(`experiments/${id}/runs?q=${encodeURIComponent("params.opt = 'none' and metrics.`val/loss` > 0")}`)
    await shows(page, 'No run matches.')
    await shows(page, '5 match without it')
    await page.getByRole('button', { name: 'Remove' }).first().click()
    await eventually('five runs', async () => (await names(page)).length === 5)
    await page.locator('.cm-clause').hover()
    await page.locator('.cm-drop').click()
    await eventually('no query', () => new URL(page.url()).searchParams.get('q') === null)
}

/** Groups have means; children lie below their parents. */
export async function groups({ page, api }) {
    const id = await sweep(api)
    await open(page, id, '?lay=table&grp=p.opt')
    await page.getByText('3 runs').first().waitFor()
    await page
        .locator('[title^="mean 0.4000, min 0.2000"]')
        .or(page.locator('[title^="mean 0.3000"]'))
        .first()
        .waitFor()
    await page.getByRole('button', { name: 'Runs with adam' }).click()
    await eventually('the runs of the group', async () => (await names(page)).includes('run-5'))
    const parent = await api.run(id, { name: 'parent', start: 1_800_000_000_000 })
    await api.run(id, { name: 'child', tags: { 'mlflow.parentRunId': parent }, start: 1_700_000_000_001 })
    await open(page, id, '?lay=table')
    await page.getByRole('button', { name: 'Children of parent' }).waitFor()
    assert.ok(!(await names(page)).includes('child'))
    await page.keyboard.press('j')
    await page.keyboard.press('ArrowRight')
    await eventually('the child', async () => (await names(page))[1] === 'child')
}

/** Tag, delete, undo and CSV act on what is selected. */
export async function bulk({ page, api }) {
    const id = await sweep(api)
    await open(page, id, '?lay=table')
    await page.keyboard.press('j')
    await page.keyboard.press('x')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+X')
    await page.getByText('3 selected').waitFor()
    await page.keyboard.press('t')
    await page.getByLabel('Key').fill('picked')
    await page.getByLabel('Value').fill('yes')
    await page.keyboard.press('Enter')
    await page.getByText('Tag picked set.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const tagged = await api.post('runs/search', { experiment_ids: [id], filter: "tags.picked = 'yes'" })
    assert.deepEqual(tagged.runs.map((run) => run.info.run_name).sort(), ['run-3', 'run-4', 'run-5'])
    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV' }).click(),
    ])
    const csv = await readFile(await download.path(), 'utf8')
    assert.equal(csv.split('\r\n').length, 5)
    assert.match(csv, /^name,metrics\.val\/loss,/)
    const titles = await page.locator('[role=columnheader] .title').count()
    for (const line of csv.trimEnd().split('\r\n')) assert.equal(line.split(',').length, titles, line)
    await page.keyboard.press('Backspace')
    await page.getByText('3 runs deleted.').waitFor()
    await eventually('three are left', async () => (await names(page)).length === 3)
    await page.keyboard.press('z')
    await eventually('all are back', async () => (await names(page)).length === 6)
}

/** A new run comes by itself; the first one too. */
export async function live({ page, api }) {
    const id = await api.experiment('empty')
    await page.goto(`experiments/${id}/runs`)
    await shows(page, 'No runs in this experiment yet')
    await api.run(id, { name: 'first', metrics: { loss: 1 } })
    await eventually('the first run', async () => (await names(page))[0] === 'first')
    await api.run(id, { name: 'second', start: 1_800_000_000_000 })
    await eventually('the second run', async () => (await names(page))[0] === 'second')
}

/** Lines, one readout for all charts, zoom by dragging, full screen, bars for single values. */
export async function charts({ page, api, accessible }) {
    const id = await sweep(api)
    await api.run(id, {
        name: 'diverged',
        metrics: { 'val/loss': [1, 'NaN', 3], final: 0.5 },
        start: 1_900_000_000_000,
    })
    await open(page, id)
    const chart = page.getByRole('article', { name: 'val/loss' })
    await chart.locator('canvas').waitFor()
    await chart.getByText('NaN ×1').waitFor()
    await page.getByRole('article', { name: 'final' }).locator('.bar-chart').waitFor()
    const box = await chart.locator('.u-over').boundingBox()
    await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5)
    await page.getByRole('article', { name: 'train/loss' }).locator('.readout .value').first().waitFor()
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.5, { steps: 4 })
    await page.mouse.up()
    await eventually('the range in the URL', () => /[?&]r=[\d.]+%3A[\d.]+/.test(page.url()))
    await page.keyboard.press('0')
    await eventually('the whole range', () => !page.url().includes('r='))
    await accessible('charts, dark')
    await chart.locator('header').hover()
    await chart.getByRole('button', { name: 'Show in full screen' }).click()
    await page.locator('.chart.full').waitFor()
    await page.keyboard.press('Escape')
    await page.locator('.chart.full').waitFor({ state: 'detached' })
    await page.getByRole('toolbar').locator('select').nth(1).selectOption('wall')
    assert.match(page.url(), /x=wall/)
    await page.getByRole('button', { name: 'Hide diverged in charts' }).click()
    await page.getByRole('article', { name: 'final' }).locator('.bar-chart').waitFor({ state: 'detached' })
}

export async function hostileNames({ page, api, accessible }) {
    const id = await api.experiment(hostile.script)
    for (const text of Object.values(hostile)) {
        await api.run(id, {
            name: text,
            params: { text: text.slice(0, 400) },
            tags: { note: text, 'mlflow.note.content': text },
            metrics: { 'a/b : c': 1 },
        })
    }
    await open(page, id)
    await shows(page, '<script>window.r')
    await accessible('runs with hostile names')
    await page.getByRole('link', { name: 'x-the-end' }).or(page.locator('.name a').first()).first().click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    await accessible('the run page')
}

export async function phone({ page, api, accessible }) {
    const id = await sweep(api)
    await open(page, id)
    await accessible('runs on a phone')
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390)
    await page.getByRole('button', { name: 'Charts', exact: true }).click()
    await page.getByRole('article', { name: 'val/loss' }).locator('canvas').waitFor()
}

/** From the selection to the differences; the baseline is chosen by keyboard and stands in the URL. */
export async function compare({ page, api, accessible }) {
    const id = await sweep(api, 3)
    await open(page, id, '?lay=table')
    await page.keyboard.press('Control+a')
    await page.keyboard.press('c')
    await page.getByRole('heading', { name: 'Compare 3 runs' }).waitFor()
    const table = page.locator('table.compared')
    await table.getByText('val/').first().waitFor()
    assert.equal(await table.getByRole('cell', { name: 'seed' }).count(), 0)
    await page.keyboard.press('d')
    await table.getByRole('cell', { name: 'seed' }).waitFor()
    await page.keyboard.press('3')
    await eventually('the baseline in the URL', () => /base=[0-9a-f]{32}/.test(page.url()))
    await table.getByText('+0.2').waitFor()
    await page.getByRole('article', { name: 'val/loss', exact: true }).locator('canvas').waitFor()
    await accessible('the comparison')
    await page.getByRole('button', { name: 'Leave out run-0' }).click()
    await page.getByRole('heading', { name: 'Compare 2 runs' }).waitFor()
}

/** A view is kept under a name, opened by its id alone, marked as edited, saved again and deleted. */
export async function views({ page, api, accessible }) {
    const id = await sweep(api)
    await open(page, id, '?lay=table&sort=m.val%2Floss')
    const choose = async (menu, item) => {
        await page.getByRole('button', { name: menu }).click()
        await page.getByRole('menuitem', { name: item }).click()
    }
    await page.keyboard.press('l')
    await page.getByRole('checkbox', { name: 'seed' }).check()
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'seed' }).waitFor()
    await choose('Views', 'Save as')
    await page.getByLabel('Name').fill(hostile.script)
    await accessible('naming a view')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: hostile.script }).waitFor()
    const view = new URL(page.url()).searchParams.get('v')
    await page.goto(`experiments/${id}/runs?v=${view}`)
    await eventually('the smallest first', async () => (await names(page))[0] === 'run-0')
    assert.match(page.url(), /lay=table/)
    await page.getByRole('columnheader', { name: 'seed' }).waitFor()
    await page.keyboard.press('v')
    await page.keyboard.press('2')
    await page.getByRole('button', { name: 'edited' }).waitFor()
    await choose('edited', `Save ${hostile.script}`)
    await page.getByText('edited').waitFor({ state: 'detached' })
    await page.goto(`experiments/${id}/runs?v=${view}`)
    await page.getByRole('button', { name: hostile.script }).waitFor()
    await choose(hostile.script, 'Delete')
    await page.getByRole('button', { name: 'Views' }).waitFor()
}

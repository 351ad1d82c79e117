import { readFile } from 'node:fs/promises'
import { assert, eventually } from './expect.mjs'
import { names, open, sweep } from './runs.mjs'

/** Everything that matches is tagged and saved, also what is not loaded when it is chosen. */
export async function everything({ page, api, accessible }) {
    const id = await api.experiment('many')
    const all = Array.from({ length: 130 }, (_, i) => i)
    const create = (i) => api.run(id, { name: `run-${i}`, start: 1_700_000_000_000 + i * 60_000 })
    for (let i = 0; i < all.length; i += 10) await Promise.all(all.slice(i, i + 10).map(create))
    let release
    const released = new Promise((resolve) => (release = resolve))
    await page.route('**/runs/search', async (route) => {
        if (route.request().postDataJSON().page_token) await released
        await route.continue()
    })
    await open(page, id, '?lay=table')
    await page.getByText('Loading 100 of 130 runs').waitFor()
    await page.keyboard.press('j')
    await page.locator('.line.current').waitFor()
    await page.keyboard.press('x')
    await page.getByRole('button', { name: 'Select all 130' }).click()
    await page.getByText('All 130 selected').waitFor()
    assert.equal(new URL(page.url()).searchParams.get('sel'), '*')
    await accessible('a selection of everything')
    await page.keyboard.press('t')
    await page.getByLabel('Key').fill('picked')
    await page.keyboard.press('Enter')
    release()
    await page.getByText('Tag picked set.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const tagged = await api.post('runs/search', {
        experiment_ids: [id],
        filter: "tags.picked = ''",
        max_results: 1000,
    })
    assert.equal(tagged.runs.length, all.length)
    const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV' }).click(),
    ])
    assert.equal((await readFile(await download.path(), 'utf8')).split('\r\n').length, all.length + 2)
    await page.keyboard.press('Escape')
    await page.getByText('130 runs', { exact: true }).first().waitFor()
}

/** A colour is chosen for one run by the pointer and for several by the keyboard, and is the same everywhere. */
export async function colors({ page, api, accessible }) {
    const id = await sweep(api, 3)
    await open(page, id, '?lay=table')
    const slotOf = (name) =>
        page.getByRole('button', { name: `Hide ${name} in charts` }).locator('.sw').getAttribute('style')
    const own = await slotOf('run-1')
    // The colour of its own follows from its id, and may be any.
    const [color, slot] = own.includes('--c11') ? ['tan', '--c12'] : ['ochre', '--c11']
    await page.getByRole('button', { name: 'Hide run-1 in charts' }).click({ button: 'right' })
    await page.getByRole('dialog', { name: 'Colour of run-1' }).waitFor()
    await accessible('choosing a colour')
    await page.getByRole('button', { name: color }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await eventually('the colour in the table', async () => (await slotOf('run-1')).includes(slot))
    await page.keyboard.press('Control+a')
    await page.getByText('All 3 selected').waitFor()
    await page.getByRole('button', { name: 'Colour', exact: true }).click()
    await page.getByRole('button', { name: 'By itself' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await eventually('its own colour again', async () => (await slotOf('run-1')) === own)
    const { runs } = await api.post('runs/search', { experiment_ids: [id], filter: "tags.`tracking.color` != 'x'" })
    assert.equal(runs, undefined)
}

/** The eye hides one run, with Alt all others; Hide takes or gives back what is selected. */
export async function eyes({ page, api }) {
    const id = await sweep(api, 3)
    await open(page, id, '?lay=table')
    const shown = async () =>
        (await page.getByRole('button', { name: /^Hide run-\d in charts$/ }).evaluateAll((all) =>
            all.map((eye) => eye.getAttribute('aria-label').split(' ')[1]),
        )).sort()
    const becomes = (...names) =>
        eventually(`${names} shown`, async () => String(await shown()) === String(names))
    await becomes('run-0', 'run-1', 'run-2')
    await page.getByRole('button', { name: 'Hide run-1 in charts' }).click()
    await becomes('run-0', 'run-2')
    await page.getByRole('button', { name: 'Hide run-2 in charts' }).click({ modifiers: ['Alt'] })
    await becomes('run-2')
    await page.keyboard.press('Control+a')
    await page.getByText('All 3 selected').waitFor()
    const hide = page.getByRole('button', { name: 'Hide H', exact: true })
    await hide.click()
    await becomes()
    await hide.click()
    await becomes('run-0', 'run-1', 'run-2')
}

/** A state that is too long for an address is kept with the experiment: the short address shows it again. */
export async function longStates({ page, api }) {
    const id = await sweep(api)
    const nobody = Array.from({ length: 60 }, (_, i) => `params.seed != 'nobody has ${i}'`)
    const filter = [...nobody, "params.opt = 'adam'"].join(' and ')
    await open(page, id, `?lay=table&q=${encodeURIComponent(filter)}`)
    await eventually('the runs of adam', async () => (await names(page)).length === 3)
    await page.getByRole('columnheader', { name: 'val/loss' }).getByRole('button').first().click()
    await eventually('a short address', () => /[?&]v=u-[0-9a-f]{16}$/.test(page.url()))
    await eventually('the largest first', async () => (await names(page))[0] === 'run-5')
    await eventually('that it is kept', async () => {
        const tags = await api.tagsOf(id)
        return tags.some((tag) => tag.key.startsWith('tracking.view.u-'))
    })
    await page.reload()
    await eventually('the same view', async () => (await names(page)).join() === 'run-5,run-3,run-1')
    assert.equal(await page.getByRole('button', { name: 'Views' }).count(), 1)
}

/** What is better of a metric is said once, and colours how far runs are from the baseline. */
export async function goals({ page, api }) {
    const id = await sweep(api, 2)
    await open(page, id, '?lay=table')
    const choose = async (metric, item) => {
        await page.getByRole('button', { name: `Column ${metric}` }).click({ force: true })
        await page.getByRole('menuitem', { name: item }).click()
        await page.getByRole('menu').waitFor({ state: 'detached' })
    }
    await choose('val/loss', 'Less is better')
    await eventually('that it is kept', async () => {
        const tags = await api.tagsOf(id)
        return tags.some((tag) => tag.key === 'tracking.goal' && tag.value === 'min:val/loss')
    })
    const { runs } = await api.post('runs/search', { experiment_ids: [id], order_by: ['attributes.start_time ASC'] })
    const ids = runs.map((run) => run.info.run_id)
    await page.goto(`compare?runs=${ids.join()}&base=${ids[0]}&mode=table`)
    await page.locator('table.compared small > .bad').getByText('+0.1').waitFor()
    await page.keyboard.press('2')
    await page.locator('table.compared small > .ok').getByText('0.1').waitFor()
}

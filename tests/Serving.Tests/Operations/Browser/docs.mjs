// node docs.mjs MODULES ADDRESS THEME [SCREENSHOT]: a person tries every model that the page offers.
import assert from 'node:assert/strict'
import { assertAccessible, openPage } from './browser.mjs'

const [, , modules, address, theme, screenshot] = process.argv
const { page, problems, close } = await openPage(modules, address, { theme, width: 1200, height: 860 })
try {
    await page.goto('docs')
    const offered = page.getByRole('navigation', { name: 'Models' }).getByRole('button')
    await offered.first().waitFor()
    assert.deepEqual(await offered.allTextContents(), ['first', 'second'])
    for (const [model, prediction] of [['second', '"seven"'], ['first', '1.5']]) {
        await page.getByRole('button', { name: model, exact: true }).click()
        await page.getByRole('heading', { name: model }).waitFor()
        const protocols = page.getByRole('group', { name: 'Protocol' }).getByRole('button')
        for (const protocol of await protocols.allTextContents()) {
            await page.getByRole('button', { name: protocol, exact: true }).click()
            await page.getByRole('button', { name: 'Send' }).click()
            await page.getByText(/^200 · \d+ ms$/).waitFor()
            const answer = await page.getByLabel('Answer', { exact: true }).textContent()
            assert.ok(answer.includes(prediction), `${model}, ${protocol}: ${answer}`)
        }
    }
    await assertAccessible(page, modules, 'the page')
    if (screenshot) await page.screenshot({ path: screenshot, fullPage: true })

    await page.getByLabel('Request').fill('{"inputs": ')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByText(/^400 · \d+ ms$/).waitFor()
    await page.getByRole('button', { name: 'Example' }).click()
    await page.getByRole('button', { name: 'Copy as curl' }).click()
    await page.getByText('Copied.').waitFor()
    const curl = await page.evaluate(() => navigator.clipboard.readText())
    assert.ok(curl.startsWith(`curl '${address}v2/models/first/infer' -H 'Content-Type: application/json' -d '{`), curl)
    assert.deepEqual(problems, [])
} catch (error) {
    console.error(error, problems)
    process.exitCode = 1
} finally {
    await close()
}

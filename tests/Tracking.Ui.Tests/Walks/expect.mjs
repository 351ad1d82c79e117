import assert from 'node:assert/strict'

/** Waits until the page has it: locators wait by themselves, values of other kinds are asked for again. */
export async function eventually(what, check, milliseconds = 15_000) {
    const end = Date.now() + milliseconds
    let last
    while (Date.now() < end) {
        try {
            if (await check()) return
            last = undefined
        } catch (error) {
            last = error
        }
        await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`Waited in vain: ${what}${last ? ` (${last.message})` : ''}`)
}

export const shows = (page, text) => page.getByText(text, { exact: false }).first().waitFor()

export { assert }

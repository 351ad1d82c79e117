// node openapi.mjs MODULES ADDRESS: is the document valid, and does each example fit its schema and get an answer?
import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , modules, address] = process.argv
const require = createRequire(join(modules, 'package.json'))
const { Validator } = await import(pathToFileURL(require.resolve('@seriousme/openapi-schema-validator')))
const { default: Ajv } = require('ajv/dist/2020.js')

const api = await (await fetch(`${address}openapi.json`)).json()
const result = await new Validator().validate(structuredClone(api))
assert.ok(result.valid, JSON.stringify(result.errors, null, 2))

const names = Object.values(api.paths).map((item) => item.post.operationId)
assert.equal(new Set(names).size, names.length, 'operation ids are not unique')
const ajv = new Ajv({ strict: false, logger: false })
for (const [path, { post }] of Object.entries(api.paths)) {
    const { schema, example } = post.requestBody.content['application/json']
    assert.ok(example, `${path} has no example`)
    const fits = ajv.compile(schema)
    assert.ok(fits(example), `${path}: ${JSON.stringify(example)} ${JSON.stringify(fits.errors)}`)
    const answer = await fetch(new URL(path.slice(1), address), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(example),
    })
    const body = await answer.text()
    assert.equal(answer.status, 200, `${path}: ${body}`)
    const answers = ajv.compile(post.responses['200'].content['application/json'].schema)
    assert.ok(answers(JSON.parse(body)), `${path}: ${body} ${JSON.stringify(answers.errors)}`)
}
console.log(`${names.length} operations`)

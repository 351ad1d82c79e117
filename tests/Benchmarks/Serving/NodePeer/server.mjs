// The peer of the benchmark `serve-node`: what a Node developer writes to serve a model.
import Fastify from 'fastify'
import { InferenceSession, Tensor } from 'onnxruntime-node'

const session = await InferenceSession.create(process.argv[2])
const app = Fastify()

app.post('/invocations', async (request) => {
    const rows = request.body.inputs
    const width = rows[0].length
    const input = new Tensor('float32', Float32Array.from(rows.flat()), [rows.length, width])
    const { probabilities } = await session.run({ x: input })
    const classes = probabilities.dims[1]
    const predictions = rows.map((_, i) => Array.from(probabilities.data.subarray(i * classes, (i + 1) * classes)))
    return { predictions }
})

await app.listen({ host: '127.0.0.1', port: Number(process.argv[3]) })

import { BrokenFile, ByteWindow, type ReadRange } from './ByteWindow'
import { fieldsOf, numbersOf, textOf, type Field } from './protobuf'
import { bytesOfElement, dataTypes, typeText } from './types'

export interface OnnxValue {
  name: string
  /** Such as `float [N, 3, 224, 224]`. */
  type: string
}

export interface OnnxInitializer {
  name: string
  type: string
  bytes: number
  /** Its bytes lie in a file of their own. */
  isExternal: boolean
}

export interface OnnxSummary {
  irVersion: number
  producer: string
  opsets: { domain: string; version: number }[]
  graph: string
  inputs: OnnxValue[]
  outputs: OnnxValue[]
  nodes: number
  /** How many nodes of each operator, those of inner graphs too. */
  ops: Map<string, number>
  initializers: OnnxInitializer[]
  initializerCount: number
  initializerBytes: number
  metadata: OnnxValue[]
}

const listMax = 5000
const depthMax = 8
const opsMax = 1000

/** What a model is made of. What could be read of a broken file is told with what is wrong with it. */
export async function onnxSummaryOf(read: ReadRange): Promise<{ summary: OnnxSummary; problem: string }> {
  const reader = new OnnxReader(new ByteWindow(read))
  try {
    await reader.readModel()
    reader.finish()
    return { summary: reader.summary, problem: reader.hasGraph ? '' : 'The file has no graph: it is no ONNX model.' }
  } catch (error) {
    reader.finish()
    if (error instanceof BrokenFile) return { summary: reader.summary, problem: error.message }
    throw error
  }
}

class OnnxReader {
  hasGraph = false
  readonly summary: OnnxSummary = {
    irVersion: 0,
    producer: '',
    opsets: [],
    graph: '',
    inputs: [],
    outputs: [],
    nodes: 0,
    ops: new Map(),
    initializers: [],
    initializerCount: 0,
    initializerBytes: 0,
    metadata: [],
  }

  constructor(private readonly file: ByteWindow) {}

  async readModel() {
    const first = await this.file.get(0, 1)
    if (first.length === 0) throw new BrokenFile('The file is empty.')
    const { summary } = this
    for await (const field of fieldsOf(this.file, 0, this.file.total)) {
      if (field.id === 1) summary.irVersion = field.value
      else if (field.id === 2) summary.producer = await textOf(this.file, field)
      else if (field.id === 3) summary.producer += ` ${await textOf(this.file, field)}`
      else if (field.id === 7) await this.readGraph(field, 0)
      else if (field.id === 8 && summary.opsets.length < listMax) summary.opsets.push(await this.opset(field))
      else if (field.id === 14 && summary.metadata.length < listMax) summary.metadata.push(await this.pair(field))
    }
  }

  finish() {
    const { summary } = this
    // Before IR 4 weights had to be inputs too.
    const weights = new Set(summary.initializers.map((one) => one.name))
    summary.inputs = summary.inputs.filter((input) => !weights.has(input.name))
    summary.initializers.sort((a, b) => b.bytes - a.bytes)
  }

  private async readGraph(graph: Field, depth: number) {
    const { summary } = this
    const isOuter = depth === 0
    this.hasGraph = true
    for await (const field of fieldsOf(this.file, graph.start, graph.end)) {
      if (field.id === 1) await this.readNode(field, depth)
      else if (field.id === 5) await this.readInitializer(field)
      else if (!isOuter) continue
      else if (field.id === 2) summary.graph = await textOf(this.file, field)
      else if (field.id === 11 && summary.inputs.length < listMax) summary.inputs.push(await this.value(field))
      else if (field.id === 12 && summary.outputs.length < listMax) summary.outputs.push(await this.value(field))
    }
  }

  private async readNode(node: Field, depth: number) {
    let op = ''
    let domain = ''
    for await (const field of fieldsOf(this.file, node.start, node.end)) {
      if (field.id === 4) op = await textOf(this.file, field)
      else if (field.id === 7) domain = await textOf(this.file, field)
      else if (field.id === 5) await this.readAttribute(field, depth)
    }
    const { summary } = this
    const name = domain === '' || domain === 'ai.onnx' ? op : `${domain}.${op}`
    summary.nodes++
    if (summary.ops.has(name) || summary.ops.size < opsMax) summary.ops.set(name, (summary.ops.get(name) ?? 0) + 1)
  }

  /** Branches and loops have graphs of their own. */
  private async readAttribute(attribute: Field, depth: number) {
    if (depth >= depthMax) return
    for await (const field of fieldsOf(this.file, attribute.start, attribute.end)) {
      if (field.id === 6 || field.id === 11) await this.readGraph(field, depth + 1)
    }
  }

  private async readInitializer(tensor: Field) {
    const { summary } = this
    let name = ''
    let type = 0
    let isExternal = false
    let stored = 0
    const dims: number[] = []
    for await (const field of fieldsOf(this.file, tensor.start, tensor.end)) {
      if (field.id === 1) dims.push(...(await numbersOf(this.file, field)))
      else if (field.id === 2) type = field.value
      else if (field.id === 8) name = await textOf(this.file, field)
      else if (field.id === 14) isExternal = field.value === 1
      else if ([4, 5, 6, 7, 9, 10, 11].includes(field.id)) stored += field.end - field.start
    }
    const bytes = isExternal ? dims.reduce((product, dim) => product * dim, 1) * bytesOfElement(type) : stored
    summary.initializerCount++
    summary.initializerBytes += bytes
    if (summary.initializers.length < listMax) {
      const shape = dims.length === 0 ? '' : ` [${dims.join(', ')}]`
      summary.initializers.push({ name, type: `${dataTypes[type] ?? `type ${type}`}${shape}`, bytes, isExternal })
    }
  }

  private async opset(message: Field): Promise<{ domain: string; version: number }> {
    const opset = { domain: 'ai.onnx', version: 0 }
    for await (const field of fieldsOf(this.file, message.start, message.end)) {
      if (field.id === 1) opset.domain = (await textOf(this.file, field)) || opset.domain
      else if (field.id === 2) opset.version = field.value
    }
    return opset
  }

  private async pair(message: Field): Promise<OnnxValue> {
    const pair: OnnxValue = { name: '', type: '' }
    for await (const field of fieldsOf(this.file, message.start, message.end)) {
      if (field.id === 1) pair.name = await textOf(this.file, field)
      else if (field.id === 2) pair.type = await textOf(this.file, field)
    }
    return pair
  }

  private async value(message: Field): Promise<OnnxValue> {
    const value: OnnxValue = { name: '', type: '' }
    for await (const field of fieldsOf(this.file, message.start, message.end)) {
      if (field.id === 1) value.name = await textOf(this.file, field)
      else if (field.id === 2) value.type = await typeText(this.file, field, 0)
    }
    return value
  }
}

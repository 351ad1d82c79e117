// Makes the calls that arrive as lines of JSON and answers each with a line: what the official client saw. The line
// {"cancel": true} cancels the call that was made last.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import path from 'node:path';

const [modules, ...protos] = process.argv.slice(2);
const require = createRequire(path.join(modules, 'node_modules', 'x.js'));
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const options = { keepCase: true, longs: Number, enums: String, bytes: String, defaults: false, oneofs: true };
const loaded = grpc.loadPackageDefinition(loader.loadSync(protos, options));
const services = {
  inference: loaded.inference.GRPCInferenceService,
  health: loaded.grpc.health.v1.Health,
  reflection: loaded.grpc.reflection.v1.ServerReflection,
};
const clients = new Map();
let last;

function clientOf(call) {
  const key = `${call.service} ${call.target} ${call.gzip}`;
  if (!clients.has(key)) {
    const settings = call.gzip ? { 'grpc.default_compression_algorithm': 2 } : {};
    clients.set(key, new services[call.service](call.target, grpc.credentials.createInsecure(), settings));
  }
  return clients.get(key);
}

function perform(call, done) {
  const client = clientOf(call);
  const result = { code: null, details: '', messages: [] };
  const metadata = new grpc.Metadata();
  for (const [name, value] of Object.entries(call.metadata ?? {})) metadata.set(name, value);
  const limits = call.deadlineMs ? { deadline: Date.now() + call.deadlineMs } : {};
  const method = client[call.method].bind(client);
  const { requestStream, responseStream } = client[call.method];
  const finish = (status) => done({ ...result, code: status.code, details: status.details });
  let handle;
  if (!requestStream && !responseStream) {
    handle = method(call.requests[0], metadata, limits, (_error, message) => {
      if (message) result.messages.push(message);
    });
    handle.on('status', finish);
  } else {
    handle = requestStream ? method(metadata, limits) : method(call.requests[0], metadata, limits);
    handle.on('data', (message) => {
      result.messages.push(message);
      if (result.messages.length === call.take) handle.cancel();
    });
    handle.on('error', () => {});
    handle.on('status', finish);
    if (requestStream) {
      for (const request of call.requests) handle.write(request);
      handle.end();
    }
  }
  last = handle;
}

function take(line) {
  const call = JSON.parse(line);
  if (call.cancel) last.cancel();
  else perform(call, (result) => process.stdout.write(`${JSON.stringify(result)}\n`));
}

createInterface({ input: process.stdin })
  .on('line', take)
  .on('close', () => process.exit(0));
console.log('ready');

// What a user of npm's "mlflow" does with a tracking server, from the first experiment to a registered version.
// The package sends it all: where it has no method of its own, its transport does.
'use strict';
const assert = require('node:assert/strict');
const MLflow = require('mlflow');
const { RunStatus, ViewType } = require('mlflow/enum');

const client = new MLflow({ endpoint: process.argv[2] });
const { Experiments, Runs, Metrics, Artifacts } = client;
const post = (path, message) => client.req('post', path, message);
const patch = (path, message) => client.req('PATCH', path, message);
const get = (path, query) => client.req('get', path, query);
const valueOf = (items, key) => items.find(item => item.key === key)?.value;

async function refused(promise, status, code) {
  const error = await promise.then(() => assert.fail(`expected ${status} ${code}`), e => e);
  const answer = JSON.parse(error.message.replace(/^(Error: )+/, ''));
  assert.deepEqual([answer.status, answer.data.error_code], [status, code]);
}

async function experiments() {
  const { experiment_id } = await Experiments.create({ name: 'from node' });
  await refused(Experiments.create({ name: 'from node' }), 400, 'RESOURCE_ALREADY_EXISTS');
  await Experiments.update({ experiment_id, new_name: 'from Node.js' });
  await post('experiments/set-experiment-tag', { experiment_id, key: 'team', value: 'ü' });
  const { experiment } = await Experiments.get({ experiment_id });
  assert.equal(experiment.name, 'from Node.js');
  assert.equal(valueOf(experiment.tags, 'team'), 'ü');

  await Experiments.delete({ experiment_id });
  assert.equal((await Experiments.get({ experiment_id })).experiment.lifecycle_stage, 'deleted');
  await Experiments.restore({ experiment_id });
  const found = await post('experiments/search', { max_results: 10, filter: "tags.team = 'ü'" });
  assert.deepEqual(found.experiments.map(one => one.experiment_id), [experiment_id]);
  return experiment_id;
}

async function run(experiment_id) {
  const created = await Runs.create({ experiment_id, user_id: 'node', start_time: 1700000000000,
    tags: [{ key: 'kind', value: 'demo' }] });
  const { run_id } = created.run.info;
  await Runs.logParameter({ run_id, key: 'lr', value: '0.1' });
  await Runs.logParameter({ run_id, key: 'lr', value: '0.1' });
  await refused(Runs.logParameter({ run_id, key: 'lr', value: '0.2' }), 400, 'INVALID_PARAMETER_VALUE');
  await Runs.setTag({ run_id, key: 'stage', value: 'one' });
  await Runs.setTag({ run_id, key: 'stage', value: 'two' });
  await Runs.setTag({ run_id, key: 'gone', value: 'soon' });
  await Runs.deleteTag({ run_id, key: 'gone' });
  await Runs.logMetric({ run_id, key: 'acc', value: 0.5, timestamp: 1700000000001 });
  await Runs.logBatch({ run_id, metrics: Array.from({ length: 1000 },
    (_, step) => ({ key: 'loss', value: 1 / (step + 1), timestamp: 1700000001000 + step, step })) });
  await Runs.logBatch({ run_id, params: [{ key: 'opt', value: 'adam' }], tags: [{ key: 'batch', value: 'yes' }] });
  await Runs.update({ run_id, status: RunStatus.FINISHED, end_time: 1700000009000 });

  const { info, data } = (await Runs.get({ run_id })).run;
  assert.deepEqual([info.status, info.end_time, info.user_id], ['FINISHED', 1700000009000, 'node']);
  assert.deepEqual(['lr', 'opt'].map(key => valueOf(data.params, key)), ['0.1', 'adam']);
  assert.deepEqual(['kind', 'stage', 'batch', 'gone'].map(key => valueOf(data.tags, key)),
    ['demo', 'two', 'yes', undefined]);
  assert.deepEqual(data.metrics.map(({ key, value, step }) => [key, value, step]).sort(),
    [['acc', 0.5, 0], ['loss', 0.001, 999]]);
  return run_id;
}

async function history(run_id) {
  const { metrics } = await Metrics.getHistory({ run_id, metric_key: 'loss' });
  assert.deepEqual(metrics.map(({ value, timestamp, step }) => [value, timestamp, step]),
    Array.from({ length: 1000 }, (_, step) => [1 / (step + 1), 1700000001000 + step, step]));
  assert.deepEqual(await Metrics.getHistory({ run_id, metric_key: 'none' }), {});
}

async function search(experiment_id, run_id) {
  const others = [];
  for (let i = 0; i < 5; i++) {
    const { run } = await Runs.create({ experiment_id, user_id: 'node', start_time: 1700000010000 + i });
    await Runs.logMetric({ run_id: run.info.run_id, key: 'acc', value: i / 10, timestamp: 1 });
    others.push(run.info.run_id);
  }

  const better = await Runs.search({ experiment_ids: [experiment_id], filter: 'metrics.acc > 0.25',
    run_view_type: ViewType.ACTIVE_ONLY, order_by: ['metrics.acc DESC'] });
  assert.deepEqual(better.runs.map(one => one.info.run_id), [run_id, others[4], others[3]]);

  const paged = [];
  let page_token;
  do {
    const page = await Runs.search({ experiment_ids: [experiment_id], max_results: 4, page_token });
    paged.push(...page.runs.map(one => one.info.run_id));
    page_token = page.next_page_token;
  } while (page_token);
  assert.deepEqual(paged, [...others].reverse().concat(run_id));

  await Runs.delete({ run_id: others[0] });
  const deleted = await Runs.search({ experiment_ids: [experiment_id], run_view_type: ViewType.DELETED_ONLY });
  assert.deepEqual(deleted.runs.map(one => one.info.run_id), [others[0]]);
  await Runs.restore({ run_id: others[0] });
  await refused(Runs.search({ experiment_ids: [experiment_id], filter: 'acc' }), 400, 'INVALID_PARAMETER_VALUE');
  await refused(Runs.get({ run_id: 'nope' }), 404, 'RESOURCE_DOES_NOT_EXIST');
}

async function artifacts(run_id) {
  const { run } = await Runs.get({ run_id });
  const root = run.info.artifact_uri.replace(/^mlflow-artifacts:\//, '');
  const sent = await fetch(`${client.endpoint}/api/2.0/mlflow-artifacts/artifacts/${root}/plots/a.txt`,
    { method: 'PUT', body: 'hello' });
  assert.equal(sent.status, 200);
  const listed = await Artifacts.list({ run_id });
  assert.equal(listed.root_uri, run.info.artifact_uri);
  assert.deepEqual(listed.files.map(({ path, is_dir }) => [path, is_dir]), [['plots', true]]);
  const { files } = await Artifacts.list({ run_id, path: 'plots' });
  assert.deepEqual(files.map(({ path, file_size }) => [path, Number(file_size)]), [['plots/a.txt', 5]]);
}

async function models(experiment_id, source_run_id) {
  const { model } = await post('logged-models', { experiment_id, name: 'net', source_run_id });
  const { model_id } = model.info;
  await patch(`logged-models/${model_id}`, { model_id, status: 'LOGGED_MODEL_READY' });
  await post('registered-models/create', { name: 'node-net' });
  const { model_version } = await post('model-versions/create',
    { name: 'node-net', source: `models:/${model_id}`, run_id: source_run_id, model_id });
  assert.equal(model_version.version, '1');
  await post('registered-models/alias', { name: 'node-net', alias: 'champion', version: '1' });
  const byAlias = await get('registered-models/alias', { name: 'node-net', alias: 'champion' });
  assert.equal(byAlias.model_version.run_id, source_run_id);
  const versions = await get('model-versions/search', { filter: "name = 'node-net'" });
  assert.deepEqual(versions.model_versions.map(one => one.version), ['1']);
}

async function scenario() {
  const experiment_id = await experiments();
  const run_id = await run(experiment_id);
  await history(run_id);
  await search(experiment_id, run_id);
  await artifacts(run_id);
  await models(experiment_id, run_id);
}

console.log = () => { }; // the package prints every body that it sends
scenario().then(() => process.stdout.write('The whole scenario passed.\n'), error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});

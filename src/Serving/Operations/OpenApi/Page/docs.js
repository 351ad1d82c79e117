'use strict';
const $ = id => document.getElementById(id);
const jsonType = 'application/json';
let base = '', models = [], model = null, operation = null, asked = 0;

function make(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function headers() {
  return $('key').value ? { 'x-api-key': $('key').value } : {};
}

function tell(problem) {
  $('problem').hidden = !problem;
  $('problem').textContent = problem;
}

async function load() {
  const answer = await fetch('openapi.json', { headers: headers() });
  if (!answer.ok) {
    throw new Error(answer.status === 401 || answer.status === 403
      ? 'This host asks for an API key with the role predict: enter it above.'
      : `openapi.json: ${answer.status} ${await answer.text()}`);
  }
  const api = await answer.json();
  base = api.servers[0].url.replace(/\/$/, '');
  models = api.tags.map(tag => ({ name: tag.name, operations: [] }));
  for (const [path, { post }] of Object.entries(api.paths)) {
    const media = post.requestBody.content[jsonType];
    models.find(one => one.name === post.tags[0]).operations.push({
      path, protocol: post.summary,
      schema: media.schema, example: media.example });
  }
  tell(models.length ? '' : 'No model is loaded yet.');
  $('models').replaceChildren(...models.map(entry));
  if (models.length) choose(models.find(one => one.name === model?.name) ?? models[0]);
}

function entry(one) {
  const button = make('button', one.name, { type: 'button' });
  button.addEventListener('click', () => choose(one));
  const item = document.createElement('li');
  item.append(button);
  return item;
}

function choose(one) {
  model = one;
  $('name').textContent = one.name;
  [...$('models').children].forEach((item, at) =>
    item.firstChild.setAttribute('aria-current', String(models[at] === one)));
  $('protocols').replaceChildren(...one.operations.map(use => {
    const button = make('button', use.protocol, { type: 'button' });
    button.addEventListener('click', () => show(use));
    return button;
  }));
  show(one.operations[0]);
}

function show(use) {
  operation = use;
  [...$('protocols').children].forEach((button, at) =>
    button.setAttribute('aria-pressed', String(model.operations[at] === use)));
  $('route').textContent = base + use.path;
  $('schema').textContent = JSON.stringify(use.schema, null, 2);
  $('status').textContent = '';
  $('answer').textContent = 'Nothing sent yet.';
  $('send').disabled = false;
  asked++;
  reset();
}

function reset() {
  $('body').value = operation.example === undefined ? '' : pretty(operation.example);
  $('note').textContent = operation.example === undefined ? 'Too large for an example: see the schema.' : '';
}

// Rows of plain values stay on one line each, so that a table looks like one.
function pretty(value, indent = '') {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const list = Array.isArray(value);
  const items = list ? value : Object.entries(value);
  if (list && items.every(item => item === null || typeof item !== 'object')) {
    return `[${items.map(item => JSON.stringify(item)).join(', ')}]`;
  }
  const deeper = `${indent}  `;
  const lines = items.map(item => deeper
    + (list ? pretty(item, deeper) : `${JSON.stringify(item[0])}: ${pretty(item[1], deeper)}`));
  const [open, close] = list ? '[]' : '{}';
  return lines.length ? `${open}\n${lines.join(',\n')}\n${indent}${close}` : open + close;
}

async function send() {
  const mine = ++asked;
  $('send').disabled = true;
  $('status').textContent = '…';
  const start = performance.now();
  try {
    const answer = await fetch(base + operation.path, {
      method: 'POST', body: $('body').value, headers: { ...headers(), 'Content-Type': jsonType } });
    const text = await answer.text();
    if (mine === asked) print(answer, text, Math.round(performance.now() - start));
  } catch (error) {
    if (mine === asked) $('answer').textContent = `The host cannot be reached: ${error.message}`;
  } finally {
    if (mine === asked) $('send').disabled = false;
  }
}

function print(answer, text, milliseconds) {
  $('status').textContent = `${answer.status} · ${milliseconds} ms`;
  $('status').className = answer.ok ? 'good' : 'bad';
  $('answer').textContent = readable(text);
}

// As it came, where a reader of JSON would refuse it (bare NaN) or change it (whole numbers of 16 digits and more).
function readable(text) {
  if (/\d{16}/.test(text)) return text;
  try {
    return pretty(JSON.parse(text));
  } catch {
    return text;
  }
}

async function copy() {
  const quote = text => `'${text.replaceAll("'", "'\\''")}'`;
  const key = $('key').value ? ' -H "x-api-key: $API_KEY"' : '';
  await navigator.clipboard.writeText(`curl ${quote(location.origin + base + operation.path)}${key} `
    + `-H 'Content-Type: ${jsonType}' -d ${quote($('body').value)}`);
  $('note').textContent = 'Copied.';
}

const start = () => load().catch(error => tell(error.message));
$('key').addEventListener('change', start);
$('send').addEventListener('click', send);
$('reset').addEventListener('click', reset);
$('curl').addEventListener('click', () => copy().catch(error => { $('note').textContent = error.message; }));
$('body').addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !$('send').disabled) send();
});
start();

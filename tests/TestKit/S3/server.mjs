// s3rver, with what it lacks of S3: of multipart uploads listing, aborting and refusing what does not fit; listings that
// find folders of folders, count them and go on (its own tokens need a cipher that OpenSSL 3 does not have).
// usage: node server.mjs MODULES FOLDER BUCKET; says "listening PORT" and ends when its standard input does.
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const [modules, folder, bucket] = process.argv.slice(2);
const OBJECT = '._S3rver_object';
const S3rver = createRequire(join(modules, 'package.json'))('s3rver');

const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket, configs: [] }],
});
server.middleware.unshift(listing, multipart);
const { port } = await server.run();
console.log(`listening ${port}`);
process.stdin.on('end', () => process.exit(0)).resume();

async function multipart(ctx, next) {
    const { uploadId } = ctx.query;
    if (uploadId === undefined) {
        return next();
    }

    const [, name, ...key] = decodeURIComponent(ctx.path).split('/');
    const parts = join(folder, name, '._S3rver_uploads', uploadId);
    if (!existsSync(join(parts, 'key')) || readFileSync(join(parts, 'key'), 'utf8') !== key.join('/')) {
        return refuse(ctx, 404, 'NoSuchUpload', 'The specified upload does not exist.');
    }

    switch (ctx.method) {
        case 'GET':
            ctx.type = 'application/xml';
            ctx.body = listParts(parts, Number(ctx.query['part-number-marker'] ?? 0), Number(ctx.query['max-parts'] ?? 1000));
            return undefined;
        case 'DELETE':
            rmSync(parts, { recursive: true });
            ctx.status = 204;
            return undefined;
        case 'POST':
            return complete(ctx, parts, next);
        default:
            return next();
    }
}

function listParts(folder, after, max) {
    const numbers = readdirSync(folder).filter(name => /^\d+$/.test(name)).map(Number)
        .filter(number => number > after).sort((a, b) => a - b);
    const page = numbers.slice(0, max);
    const items = page.map(number => `<Part><PartNumber>${number}</PartNumber><ETag>"${tagOf(folder, number)}"</ETag>`
        + `<Size>${statSync(join(folder, String(number))).size}</Size></Part>`);
    return `<?xml version="1.0" encoding="UTF-8"?><ListPartsResult><IsTruncated>${numbers.length > max}</IsTruncated>`
        + `<NextPartNumberMarker>${page.at(-1) ?? 0}</NextPartNumberMarker>${items.join('')}</ListPartsResult>`;
}

async function complete(ctx, folder, next) {
    let body = '';
    for await (const chunk of ctx.req.setEncoding('utf8')) {
        body += chunk;
    }

    for (const [part] of body.matchAll(/<Part>.*?<\/Part>/gs)) {
        const number = /<PartNumber>(\d+)</.exec(part)[1];
        const tag = /<ETag>(.*?)<\/ETag>/.exec(part)[1].replaceAll('&quot;', '').replaceAll('"', '');
        if (tagOf(folder, number) !== tag) {
            return refuse(ctx, 400, 'InvalidPart', `Part ${number} could not be found or its tag does not match.`);
        }
    }

    ctx.req = Readable.from([Buffer.from(body)]);
    return next();
}

function tagOf(folder, number) {
    const file = join(folder, `${number}.md5`);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function refuse(ctx, status, code, message) {
    ctx.status = status;
    ctx.type = 'application/xml';
    ctx.body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}

async function listing(ctx, next) {
    const [, name, ...key] = decodeURIComponent(ctx.path).split('/');
    if (ctx.method !== 'GET' || ctx.query['list-type'] !== '2' || key.join('') !== '' || !existsSync(join(folder, name))) {
        return next();
    }

    const { prefix = '', delimiter = '' } = ctx.query;
    const after = ctx.query['continuation-token']
        ? Buffer.from(ctx.query['continuation-token'], 'base64').toString()
        : ctx.query['start-after'] ?? '';
    const found = new Map();
    for (const key of keysIn(join(folder, name), '')) {
        if (key.startsWith(prefix) && compare(key, after) > 0) {
            const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
            const entry = end < 0 ? key : key.slice(0, end + 1);
            if (entry !== after) {
                found.set(entry, end >= 0);
            }
        }
    }

    const entries = [...found.keys()].sort(compare);
    const page = entries.slice(0, Math.min(1000, Number(ctx.query['max-keys'] ?? 1000)));
    const isTruncated = page.length < entries.length;
    const token = isTruncated ? Buffer.from(page.at(-1)).toString('base64') : '';
    ctx.type = 'application/xml';
    ctx.body = `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>`
        + `<NextContinuationToken>${token}</NextContinuationToken>`
        + page.map(entry => (found.get(entry) ? prefixOf(entry) : contentOf(name, entry))).join('')
        + '</ListBucketResult>';
    return undefined;
}

function* keysIn(path, start) {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
        if (entry.isDirectory()) {
            yield* keysIn(join(path, entry.name), `${start}${entry.name}/`);
        } else if (entry.name.endsWith(OBJECT)) {
            yield start + entry.name.slice(0, -OBJECT.length);
        }
    }
}

function prefixOf(entry) {
    return `<CommonPrefixes><Prefix>${escape(entry)}</Prefix></CommonPrefixes>`;
}

function contentOf(name, entry) {
    const file = join(folder, name, entry + OBJECT);
    const stat = statSync(file);
    return `<Contents><Key>${escape(entry)}</Key><LastModified>${stat.mtime.toISOString()}</LastModified>`
        + `<ETag>"${readFileSync(`${file}.md5`, 'utf8')}"</ETag><Size>${stat.size}</Size></Contents>`;
}

function compare(left, right) {
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

function escape(text) {
    return text.replace(/[<>&]/g, char => `&#${char.charCodeAt(0)};`);
}

// The services that people write today, as fast as they can be written simply: kept connections, a pool of them to the
// upstream, everything compiled once, no logging. One process, as Tributary is one process.
//   node server.js MODE PORT UPSTREAM     MODE: proxy-postgres, proxy-memory, map-jsonata, map-by-hand
import crypto from 'node:crypto';
import fastify from 'fastify';
import jsonata from 'jsonata';
import pg from 'pg';
import { Pool } from 'undici';
import { mapping, mapByHand } from './mapping.js';

const [mode, port, upstream] = process.argv.slice(2);
const pool = new Pool(upstream, { connections: 128, pipelining: 1 });
const key = crypto.createHash('sha256').update('a key for the benchmark').digest();

function seal(text) {
  const nonce = crypto.randomBytes(12);
  const cipher = crypto.createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

function open(sealed) {
  const decipher = crypto.createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}

async function storedCredential() {
  const db = new pg.Pool({ connectionString: process.env.BENCH_DATABASE, max: 20 });
  await db.query('CREATE TABLE IF NOT EXISTS bench_credential (id text PRIMARY KEY, sealed bytea NOT NULL)');
  await db.query('INSERT INTO bench_credential VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed', [
    'ia_1', seal('a token'),
  ]);
  const query = { name: 'credential', text: 'SELECT sealed FROM bench_credential WHERE id = $1', values: ['ia_1'] };
  return async () => open((await db.query(query)).rows[0].sealed);
}

const credential = mode === 'proxy-postgres' ? await storedCredential() : () => 'a token';

async function ask(path) {
  const headers = { authorization: `Bearer ${await credential()}`, accept: 'application/json' };
  return pool.request({ path, method: 'GET', headers });
}

const app = fastify({ logger: false });
if (mode.startsWith('proxy')) {
  app.get('/*', async (request, reply) => {
    const answer = await ask(request.url);
    reply.code(answer.statusCode).header('content-type', answer.headers['content-type']);
    reply.header('content-length', answer.headers['content-length']);
    return reply.send(answer.body);
  });
} else {
  const compiled = jsonata(mapping);
  const map = mode === 'map-jsonata' ? async (page) => [await compiled.evaluate(page)].flat() : (page) => page.results.map(mapByHand);
  app.get('/*', async (request, reply) => {
    const answer = await ask(request.url);
    const page = await answer.body.json();
    const result = await map(page);
    const body = { result, next_cursor: page.paging?.next?.after ?? null, result_count: result.length };
    reply.header('content-type', 'application/json');
    return reply.send(JSON.stringify(body));
  });
}
await app.listen({ port: Number(port), host: '127.0.0.1' });

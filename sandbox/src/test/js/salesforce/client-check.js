// Drives the emulated Salesforce with jsforce, unchanged but for its login address. Prints one
// JSON object with what it saw; any surprise makes it fail.
'use strict';
const assert = require('node:assert/strict');
const jsforce = require('jsforce');

const [loginUrl, clientId, clientSecret, redirectUri, orgId] = process.argv.slice(2);

async function approve(oauth2) {
  const url = new URL(oauth2.getAuthorizationUrl({ scope: 'api refresh_token', state: 'check' }));
  const wish = new URLSearchParams(url.search);
  wish.set('org_id', orgId);
  const answer = await fetch(url.origin + url.pathname, {
    method: 'POST', body: wish, redirect: 'manual',
  });
  const location = new URL(answer.headers.get('location'));
  assert.equal(location.searchParams.get('state'), 'check');
  return location.searchParams.get('code');
}

async function connect() {
  const oauth2 = new jsforce.OAuth2({
    loginUrl, clientId, clientSecret, redirectUri, useVerifier: true,
  });
  const connection = new jsforce.Connection({ oauth2, version: '60.0' });
  const user = await connection.authorize(await approve(oauth2));
  assert.equal(user.organizationId, orgId);
  assert.notEqual(connection.instanceUrl, loginUrl);
  const identity = await connection.identity();
  assert.equal(identity.user_id, user.id);
  return connection;
}

async function refreshes(connection) {
  let refreshed = 0;
  connection.on('refresh', () => { refreshed += 1; });
  await fetch(`${loginUrl}/_sandbox/expire-access-tokens`, { method: 'POST' });
  await connection.query('SELECT Id FROM User LIMIT 1');
  assert.equal(refreshed, 1);
}

async function records(connection) {
  const accounts = connection.sobject('Account');
  const made = await accounts.create({ Name: "O'Brien & Sons", AnnualRevenue: 1250000 });
  assert.ok(made.success);
  await accounts.update({ Id: made.id, Industry: 'Energy' });
  const read = await accounts.retrieve(made.id);
  assert.deepEqual([read.Industry, read.AnnualRevenue], ['Energy', 1250000]);
  const found = await accounts.find({ Name: "O'Brien & Sons" }, ['Id', 'Name']);
  assert.equal(found[0].Id, made.id);
  await assert.rejects(
    connection.sobject('Contact').create({ FirstName: 'Ann' }),
    (error) => error.errorCode === 'REQUIRED_FIELD_MISSING');
  await assert.rejects(
    connection.query('SELECT Nothing FROM Account'),
    (error) => error.errorCode === 'INVALID_FIELD');
  const contacts = await connection.sobject('Contact').create([
    { LastName: 'Ann', AccountId: made.id }, { FirstName: 'nameless' },
  ]);
  assert.deepEqual(contacts.map((each) => each.success), [true, false]);
  const first = await accounts.upsert({ Number__c: 'A-1', Name: 'First' }, 'Number__c');
  const again = await accounts.upsert({ Number__c: 'A-1', Name: 'Again' }, 'Number__c');
  assert.deepEqual([first.created, again.created, again.id], [true, false, first.id]);
  const tree = await connection.query(
    `SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${made.id}'`);
  assert.equal(tree.records[0].Contacts.records[0].LastName, 'Ann');
  const some = await accounts.retrieve([made.id, first.id]);
  assert.equal(some.length, 2);
  await accounts.destroy(made.id);
  assert.equal(await accounts.count({ Name: "O'Brien & Sons" }), 0);
}

async function bulk(connection) {
  connection.bulk2.pollInterval = 20;
  const input = Array.from({ length: 2300 }, (_, n) => ({ LastName: `Bulk, "${n}"`, Company: 'X' }));
  input.push({ LastName: 'companyless' });
  const loaded = await connection.bulk2.loadAndWaitForResults({
    object: 'Lead', operation: 'insert', input,
  });
  assert.deepEqual(
    [loaded.successfulResults.length, loaded.failedResults.length], [2300, 1]);
  assert.match(loaded.failedResults[0].sf__Error, /^REQUIRED_FIELD_MISSING/);
  const stream = await connection.bulk2.query('SELECT Id, LastName FROM Lead');
  const rows = await stream.toArray();
  assert.equal(rows[7].LastName, 'Bulk, "7"');
  return rows.length;
}

async function pages(connection) {
  const all = [];
  const query = connection.query('SELECT Id, Owner.Name FROM Lead ORDER BY CreatedDate, Id')
    .on('record', (record) => all.push(record));
  await query.run({ autoFetch: true, maxFetch: 10000 });
  assert.equal(new Set(all.map((each) => each.Id)).size, all.length);
  assert.equal(all[0].Owner.Name, 'Ada Min');
  const one = await connection.query('SELECT Id FROM Lead');
  assert.deepEqual([one.records.length, one.done], [2000, false]);
  const rest = await connection.queryMore(one.nextRecordsUrl);
  assert.equal(rest.done, true);
  return one.records.length + rest.records.length;
}

async function describe(connection) {
  const lead = await connection.describe('Lead');
  assert.equal(lead.fields.find((each) => each.name === 'Company').nillable, false);
  const global = await connection.describeGlobal();
  assert.ok(global.sobjects.some((each) => each.name === 'OpportunitySplit'));
  const limits = await connection.limits();
  assert.ok(limits.DailyApiRequests.Remaining < limits.DailyApiRequests.Max);
  assert.ok(connection.limitInfo.apiUsage.used > 0);
  return lead.fields.filter((each) => each.custom).map((each) => each.name);
}

async function main() {
  const connection = await connect();
  await refreshes(connection);
  await records(connection);
  const seen = { bulk: await bulk(connection), paged: await pages(connection) };
  seen.custom = await describe(connection);
  await connection.logout();
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

// Drives the emulated HubSpot with the provider's own client library, unchanged but for its base
// path. Prints one JSON object with what it saw; any surprise makes it fail.
'use strict';
const assert = require('node:assert/strict');
const hubspot = require('@hubspot/api-client');

const [base, clientId, clientSecret, redirectUri] = process.argv.slice(2);

async function approve() {
  const wish = new URLSearchParams({
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: 'oauth crm.objects.contacts.read crm.objects.contacts.write crm.objects.deals.read '
      + 'crm.objects.deals.write crm.objects.owners.read',
    state: 'check',
  });
  const answer = await fetch(`${base}/oauth/authorize`, {
    method: 'POST', body: wish, redirect: 'manual',
  });
  const location = new URL(answer.headers.get('location'));
  assert.equal(location.searchParams.get('state'), 'check');
  return location.searchParams.get('code');
}

async function tokens(client) {
  const first = await client.oauth.tokensApi.create(
    'authorization_code', await approve(), redirectUri, clientId, clientSecret);
  const second = await client.oauth.tokensApi.create(
    'refresh_token', undefined, undefined, clientId, clientSecret, first.refreshToken);
  const info = await client.oauth.accessTokensApi.get(second.accessToken);
  assert.equal(info.token, second.accessToken);
  assert.ok((await client.oauth.refreshTokensApi.get(first.refreshToken)).hubId > 0);
  client.setAccessToken(second.accessToken);
  return { expiresIn: second.expiresIn, hubId: info.hubId };
}

async function contacts(client) {
  const api = client.crm.contacts;
  const made = await api.basicApi.create(
    { properties: { email: 'ann@example.com', firstname: 'Ann' }, associations: [] });
  const read = await api.basicApi.getById(made.id, ['email', 'firstname']);
  assert.equal(read.properties.firstname, 'Ann');
  assert.ok(read.createdAt instanceof Date);
  const byEmail = await api.basicApi.getById(
    'ann@example.com', ['email'], undefined, undefined, false, 'email');
  assert.equal(byEmail.id, made.id);
  await assert.rejects(
    api.basicApi.create({ properties: { email: 'ann@example.com' }, associations: [] }),
    (error) => error.code === 409 && error.body.category === 'CONFLICT');
  await assert.rejects(api.basicApi.getById('404'), (error) => error.code === 404);
  return made.id;
}

async function deals(client, contactId) {
  const api = client.crm.deals;
  const made = await api.basicApi.create({
    properties: { dealname: 'Ten seats', amount: '1054.50', dealstage: 'contractsent' },
    associations: [{
      to: { id: contactId },
      types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 3 }],
    }],
  });
  await api.basicApi.update(made.id, { properties: { dealstage: 'closedwon' } });
  const read = await api.basicApi.getById(
    made.id, ['amount', 'hs_is_closed_won'], undefined, ['contacts']);
  assert.deepEqual([read.properties.amount, read.properties.hs_is_closed_won], ['1054.50', 'true']);
  assert.equal(read.associations.contacts.results[0].id, contactId);
  const batch = await api.batchApi.create({
    inputs: [1, 2, 3].map((n) => ({ properties: { dealname: `Batch ${n}` }, associations: [] })),
  });
  assert.equal(batch.results.length, 3);
  const some = await api.batchApi.read({
    inputs: [{ id: made.id }, { id: '404' }], properties: ['dealname'], propertiesWithHistory: [],
  });
  assert.deepEqual([some.results.length, some.numErrors], [1, 1]);
  const found = await api.searchApi.doSearch({
    filterGroups: [{
      filters: [{ propertyName: 'dealname', operator: 'CONTAINS_TOKEN', value: 'batch' }],
    }],
    sorts: ['-hs_object_id'], properties: ['dealname'], limit: 2, after: '0',
  });
  assert.deepEqual([found.total, found.results.length], [3, 2]);
  assert.equal(found.results[0].properties.dealname, 'Batch 3');
  const all = await client.crm.deals.getAll(2, undefined, ['dealname']);
  assert.equal(all.length, 4);
  await api.basicApi.archive(made.id);
  return all.length;
}

async function owners(client) {
  const page = await client.crm.owners.ownersApi.getPage(undefined, undefined, 100, false);
  const one = await client.crm.owners.ownersApi.getById(Number(page.results[0].id), 'id', false);
  assert.equal(one.email, page.results[0].email);
  return page.results.length;
}

async function main() {
  const client = new hubspot.Client({ basePath: base });
  const seen = await tokens(client);
  seen.deals = await deals(client, await contacts(client));
  seen.owners = await owners(client);
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

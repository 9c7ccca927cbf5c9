// Walks through the whole CRM model of the emulated HubSpot with the provider's own client library,
// unchanged but for its base path. Prints one JSON object with what it saw; any surprise fails.
'use strict';
const assert = require('node:assert/strict');
const hubspot = require('@hubspot/api-client');

const [base, accessToken, ownerId] = process.argv.slice(2);
const client = new hubspot.Client({ basePath: base, accessToken });
const crm = client.crm;
const defined = (associationTypeId) => ({
  associationCategory: 'HUBSPOT_DEFINED', associationTypeId,
});

async function people() {
  const input = (email, firstname) => ({ idProperty: 'email', id: email, properties: { firstname } });
  const first = await crm.contacts.batchApi.upsert({
    inputs: [input('ann@example.com', 'Ann'), input('bob@example.com', 'Bob')],
  });
  assert.deepEqual(first.results.map((result) => result._new), [true, true]);
  const again = await crm.contacts.batchApi.upsert({ inputs: [input('ann@example.com', 'Anna')] });
  assert.equal(again.results[0]._new, false);
  assert.equal(again.results[0].properties.firstname, 'Anna');
  return first.results.map((result) => result.id);
}

async function customObjects(contactId) {
  const schema = await crm.schemas.coreApi.create({
    name: 'cars',
    labels: { singular: 'Car', plural: 'Cars' },
    primaryDisplayProperty: 'model',
    requiredProperties: ['model'],
    searchableProperties: ['model'],
    properties: [
      { name: 'model', label: 'Model', type: 'string', fieldType: 'text' },
      { name: 'year', label: 'Year', type: 'number', fieldType: 'number' },
    ],
    associatedObjects: ['CONTACT'],
  });
  assert.ok(schema.createdAt instanceof Date);
  const type = schema.objectTypeId;
  const made = await crm.objects.batchApi.create(type, {
    inputs: ['A', 'B', 'C'].map((model) => ({
      properties: { model, year: '2014' }, associations: [],
    })),
  });
  await crm.associations.v4.basicApi.createDefault(type, made.results[0].id, 'contacts', contactId);
  const read = await crm.objects.basicApi.getById(
    schema.fullyQualifiedName, made.results[0].id, ['model', 'year'], undefined, ['contacts']);
  assert.equal(read.properties.year, '2014');
  assert.equal(read.associations.contacts.results[0].id, contactId);
  await assert.rejects(
    crm.objects.basicApi.create(type, { properties: { year: '2014' }, associations: [] }),
    (error) => error.code === 400 && error.body.category === 'VALIDATION_ERROR');
  assert.equal((await crm.schemas.coreApi.getAll()).results[0].name, 'cars');
  return type;
}

async function searchByPages(type) {
  const models = [];
  let after;
  do {
    const page = await crm.objects.searchApi.doSearch(type, {
      filterGroups: [], sorts: ['model'], properties: ['model'], limit: 2, after,
    });
    models.push(...page.results.map((car) => car.properties.model));
    after = page.paging?.next?.after;
  } while (after);
  assert.deepEqual(models, ['A', 'B', 'C']);
  return models.length;
}

async function associations([ann, bob]) {
  const api = crm.associations.v4;
  const deal = await crm.deals.basicApi.create({ properties: { dealname: 'Shared' }, associations: [] });
  const label = await api.schema.definitionsApi.create(
    'deals', 'contacts', { name: 'decides', label: 'Decision maker' });
  const typeId = label.results[0].typeId;
  await api.batchApi.create('deals', 'contacts', {
    inputs: [ann, bob].map((id) => ({
      _from: { id: deal.id }, to: { id }, types: [defined(3)],
    })),
  });
  await api.basicApi.create('deals', deal.id, 'contacts', ann, [
    { associationCategory: 'USER_DEFINED', associationTypeId: typeId },
  ]);
  const page = await api.basicApi.getPage('deals', deal.id, 'contacts', undefined, 1);
  assert.equal(page.paging.next.after, ann);
  assert.deepEqual(
    page.results[0].associationTypes.map((type) => type.label ?? null), [null, 'Decision maker']);
  const many = await api.batchApi.getPage('deals', 'contacts', { inputs: [{ id: deal.id }] });
  assert.equal(many.results[0].to.length, 2);
  await api.batchApi.archive('deals', 'contacts', {
    inputs: [{ _from: { id: deal.id }, to: [{ id: bob }] }],
  });
  const left = await api.basicApi.getPage('deals', deal.id, 'contacts');
  assert.deepEqual(left.results.map((link) => String(link.toObjectId)), [ann]);
  return deal.id;
}

async function activities(ann) {
  const note = await crm.objects.notes.basicApi.create({
    properties: { hs_timestamp: String(Date.UTC(2017, 2, 1)), hs_note_body: 'Called' },
    associations: [{ to: { id: ann }, types: [defined(202)] }],
  });
  assert.equal(note.properties.hs_timestamp, '2017-03-01T00:00:00Z');
  const found = await crm.objects.notes.searchApi.doSearch({
    filterGroups: [{
      filters: [{ propertyName: 'associations.contact', operator: 'EQ', value: ann }],
    }],
    sorts: [], properties: ['hs_note_body'], limit: 10,
  });
  assert.equal(found.results[0].properties.hs_note_body, 'Called');
  await assert.rejects(
    crm.objects.tasks.basicApi.create({
      properties: { hs_timestamp: '2017-03-01T00:00:00Z', hs_task_status: 'DONE' },
      associations: [],
    }),
    (error) => error.code === 400);
  const lead = await crm.objects.leads.basicApi.create({
    properties: { hs_lead_name: 'Ann' },
    associations: [{ to: { id: ann }, types: [defined(578)] }],
  });
  assert.equal(lead.properties.hs_pipeline_stage, 'new-stage-id');
  assert.equal((await crm.pipelines.pipelinesApi.getAll('leads')).results[0].stages.length, 5);
  return found.total;
}

async function splits(dealId) {
  const api = crm.objects.dealSplits.batchApi;
  const made = await api.upsert({
    inputs: [{ id: Number(dealId), splits: [{ ownerId: Number(ownerId), percentage: 1 }] }],
  });
  assert.equal(made.results[0].splits[0].properties.hubspot_owner_id, ownerId);
  return (await api.read({ inputs: [{ id: dealId }] })).results[0].splits.length;
}

async function lists() {
  const made = await crm.lists.listsApi.create(
    { name: 'Cars', objectTypeId: '0-1', processingType: 'MANUAL' });
  await crm.lists.listsApi.getById(made.list.listId);
  const found = await crm.lists.listsApi.doSearch({ offset: 0, additionalProperties: [] });
  return found.total;
}

async function endings([ann, bob]) {
  const merged = await crm.contacts.basicApi.merge({ primaryObjectId: ann, objectIdToMerge: bob });
  assert.equal(merged.id, ann);
  await crm.contacts.basicApi.purge({ objectId: ann });
  await assert.rejects(crm.contacts.basicApi.getById(ann), (error) => error.code === 404);
}

async function main() {
  const contacts = await people();
  const type = await customObjects(contacts[0]);
  const seen = { cars: await searchByPages(type) };
  const dealId = await associations(contacts);
  seen.notes = await activities(contacts[0]);
  seen.splits = await splits(dealId);
  seen.lists = await lists();
  seen.users = (await client.settings.users.usersApi.getPage()).results.length;
  seen.groups = (await crm.properties.groupsApi.getAll('deals')).results.length;
  await endings(contacts);
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

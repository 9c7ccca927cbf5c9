// Drives the emulated Pipedrive with the provider's own client library, unchanged but for its host.
// Prints one JSON object with what it saw; any surprise makes it fail.
'use strict';
const assert = require('node:assert/strict');
const v1 = require('pipedrive/v1');
const v2 = require('pipedrive/v2');

const [host, apiToken, clientId, clientSecret, redirectUri] = process.argv.slice(2);

async function authorize() {
  const oauth2 = new v2.OAuth2Configuration({ clientId, clientSecret, redirectUri, host });
  const url = new URL(oauth2.authorizationUrl);
  const answer = await fetch(`${host}${url.pathname}`, {
    method: 'POST', body: new URLSearchParams(url.search), redirect: 'manual',
  });
  const code = new URL(answer.headers.get('location')).searchParams.get('code');
  const token = await oauth2.authorize(code);
  assert.equal(oauth2.basePath, `${token.api_domain}/api/v2`);
  const again = await oauth2.tokenRefresh();
  assert.notEqual(again.access_token, token.access_token);
  return { oauth2, token: again };
}

async function customFields(config) {
  const api = new v2.DealFieldsApi(config);
  const tier = await api.addDealField({
    AddDealFieldRequest: {
      field_name: 'Tier', field_type: 'enum', options: [{ label: 'Gold' }, { label: 'Iron' }],
    },
  });
  const bonus = await api.addDealField(
    { AddDealFieldRequest: { field_name: 'Bonus', field_type: 'monetary' } });
  assert.match(tier.data.field_code, /^[0-9a-f]{40}$/);
  let cursor;
  const own = [];
  do {
    const page = await api.getDealFields({ limit: 10, cursor });
    own.push(...page.data.filter((field) => field.is_custom_field));
    cursor = page.additional_data.next_cursor;
  } while (cursor);
  assert.deepEqual(own.map((field) => field.field_name), ['Tier', 'Bonus']);
  return { tier: tier.data, bonus: bonus.data };
}

async function contacts(config) {
  const organization = await new v2.OrganizationsApi(config)
    .addOrganization({ AddOrganizationRequest: { name: 'Acme' } });
  const api = new v2.PersonsApi(config);
  const person = await api.addPerson({
    AddPersonRequest: {
      name: 'Ann Lee', org_id: organization.data.id, emails: [{ value: 'ann@example.com' }],
    },
  });
  assert.deepEqual(person.data.emails, [{ value: 'ann@example.com', primary: true, label: 'work' }]);
  const found = await api.searchPersons({
    term: 'ann@example.com', fields: 'email', exact_match: true,
  });
  assert.equal(found.data.items[0].item.id, person.data.id);
  return person.data;
}

async function deals(config, person, fields) {
  const api = new v2.DealsApi(config);
  const made = await api.addDeal({
    AddDealRequest: {
      title: 'Ten seats', value: 1054.5, currency: 'USD', person_id: person.id,
      custom_fields: {
        [fields.tier.field_code]: fields.tier.options[0].id,
        [fields.bonus.field_code]: { value: 100, currency: 'EUR' },
      },
    },
  });
  assert.equal(made.data.custom_fields[fields.bonus.field_code].value, 100);
  const won = await api.updateDeal({ id: made.data.id, UpdateDealRequest: { status: 'won' } });
  assert.equal(won.data.status, 'won');
  assert.ok(won.data.won_time);
  for (let n = 1; n <= 4; n++) {
    await api.addDeal({ AddDealRequest: { title: `Deal ${n}` } });
  }
  const seen = [];
  let cursor;
  do {
    const page = await api.getDeals({ limit: 2, cursor, sort_by: 'id', sort_direction: 'desc' });
    seen.push(...page.data.map((deal) => deal.id));
    cursor = page.additional_data.next_cursor;
  } while (cursor);
  assert.deepEqual(seen, [...seen].sort((a, b) => b - a));
  const chosen = await api.getDeal({
    id: made.data.id, include_fields: 'activities_count', custom_fields: fields.tier.field_code,
    include_option_labels: true,
  });
  assert.deepEqual(chosen.data.custom_fields,
    { [fields.tier.field_code]: { id: fields.tier.options[0].id, label: 'Gold' } });
  await assert.rejects(
    api.addDeal({ AddDealRequest: { title: 'Bad', stage_id: 404 } }),
    (error) => error.success === false && error.code === 'ERR_SCHEMA_VALIDATION_FAILED');
  await api.deleteDeal({ id: made.data.id });
  return seen.length;
}

async function lineItems(config) {
  const product = await new v2.ProductsApi(config).addProduct({
    AddProductRequest: { name: 'Seat', prices: [{ currency: 'EUR', price: 100 }] },
  });
  const deal = await new v2.DealsApi(config).addDeal({ AddDealRequest: { title: 'With products' } });
  const api = new v2.DealProductsApi(config);
  await api.addDealProduct({
    id: deal.data.id,
    AddDealProductRequest: { product_id: product.data.id, item_price: 100, quantity: 3 },
  });
  const list = await api.getDealProducts({ id: deal.data.id });
  return list.data[0].sum;
}

async function leftovers(config, person) {
  const users = await new v1.UsersApi(config).getUsers();
  const me = await new v1.UsersApi(config).getCurrentUser();
  assert.equal(me.data.is_you, true);
  const note = await new v1.NotesApi(config).addNote(
    { AddNoteRequest: { content: 'Called', person_id: person.id } });
  assert.equal(note.data.person.name, 'Ann Lee');
  const lead = await new v1.LeadsApi(config).addLead({
    AddLeadRequest: { title: 'Perhaps', person_id: person.id, value: { amount: 5, currency: 'EUR' } },
  });
  const leads = await new v1.LeadsApi(config).getLeads({ limit: 1 });
  assert.equal(leads.data[0].id, lead.data.id);
  const hook = await new v1.WebhooksApi(config).addWebhook({
    AddWebhookRequest: {
      subscription_url: 'http://127.0.0.1:9/hook', event_action: '*', event_object: 'deal', name: 'x',
    },
  });
  assert.equal(hook.data.version, '2.0');
  return users.data.length;
}

async function main() {
  const { oauth2, token } = await authorize();
  const second = new v2.Configuration({
    accessToken: oauth2.getAccessToken, basePath: oauth2.basePath,
  });
  const personal = new v2.Configuration({ apiKey: apiToken, basePath: `${host}/api/v2` });
  const first = new v1.Configuration({ apiKey: apiToken, basePath: `${host}/v1` });
  const fields = await customFields(second);
  const person = await contacts(personal);
  const seen = { expiresIn: token.expires_in };
  seen.deals = await deals(second, person, fields);
  seen.lineItems = await lineItems(second);
  seen.users = await leftovers(first, person);
  console.log(JSON.stringify(seen));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

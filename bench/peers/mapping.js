// What connectors/hubspot/crm/contacts.yaml says of contacts, once in JSONata and once by hand.
export const mapping = `results.{
  "id": id,
  "first_name": properties.firstname,
  "last_name": properties.lastname,
  "name": $trim(properties.firstname & " " & properties.lastname),
  "title": properties.jobtitle,
  "account": properties.associatedcompanyid ? {"id": properties.associatedcompanyid},
  "owner": properties.hubspot_owner_id ? {"id": properties.hubspot_owner_id},
  "email_addresses": [
    properties.email ? {"email": properties.email, "type": "primary"},
    properties.hs_additional_emails
      ? $split(properties.hs_additional_emails, ";").{"email": $trim($), "type": "other"}
  ],
  "phone_numbers": [
    properties.phone ? {"number": properties.phone, "type": "work"},
    properties.mobilephone ? {"number": properties.mobilephone, "type": "mobile"}
  ],
  "addresses": [
    properties.address or properties.city or properties.zip or properties.country ? {
      "street_1": properties.address, "city": properties.city, "state": properties.state,
      "postal_code": properties.zip, "country": properties.country, "type": "work"
    }
  ],
  "created_at": createdAt,
  "updated_at": updatedAt
}`;

// As plain as it can be: nothing is checked, times are passed on as they came.
export function mapByHand(record) {
  const p = record.properties;
  const emails = [];
  if (p.email) emails.push({ email: p.email, type: 'primary' });
  if (p.hs_additional_emails) {
    for (const email of p.hs_additional_emails.split(';')) emails.push({ email: email.trim(), type: 'other' });
  }
  const phones = [];
  if (p.phone) phones.push({ number: p.phone, type: 'work' });
  if (p.mobilephone) phones.push({ number: p.mobilephone, type: 'mobile' });
  const addresses = [];
  if (p.address || p.city || p.zip || p.country) {
    addresses.push({
      street_1: p.address || null, city: p.city || null, state: p.state || null,
      postal_code: p.zip || null, country: p.country || null, type: 'work',
    });
  }
  return {
    id: String(record.id),
    first_name: p.firstname || null,
    last_name: p.lastname || null,
    name: `${p.firstname ?? ''} ${p.lastname ?? ''}`.trim() || null,
    title: p.jobtitle || null,
    account: p.associatedcompanyid ? { id: String(p.associatedcompanyid) } : null,
    owner: p.hubspot_owner_id ? { id: String(p.hubspot_owner_id) } : null,
    email_addresses: emails,
    phone_numbers: phones,
    addresses,
    created_at: record.createdAt || null,
    updated_at: record.updatedAt || null,
  };
}

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parse } from '../src/api';
import { rateOf } from '../src/format';
import { decimal, money } from '../src/money';

const digits = (text: string) => text.replace(/[^0-9.]/g, '');

test('a sum beyond what a number holds keeps its last digit', () => {
  const text = '{"revenue":[{"currency":"INR","minor_units":9223372036854775807}]}';
  const { revenue } = parse<{ revenue: { currency: string; minor_units: string }[] }>(text);
  assert.equal(revenue[0]?.minor_units, '9223372036854775807');
  assert.equal(digits(money(revenue[0]!)), '92233720368547758.07');
});

test("decimals are those of ISO 4217 and not the browser's", () => {
  assert.equal(decimal({ currency: 'PKR', minor_units: '4990' }), '49.90');
  assert.equal(decimal({ currency: 'JPY', minor_units: '50' }), '50');
  assert.equal(decimal({ currency: 'KWD', minor_units: '5' }), '0.005');
  assert.equal(digits(money({ currency: 'LBP', minor_units: '7' })), '0.07');
  assert.equal(digits(money({ currency: 'IQD', minor_units: '1500' })), '1.500');
});

test('a text that names the member of money is left alone', () => {
  const label = '"minor_units":12345678901234567890';
  assert.equal(parse<{ label: string }>(JSON.stringify({ label })).label, label);
});

test('rates are rounded half up to two decimals', () => {
  assert.equal(rateOf(2, 3), 66.67);
  assert.equal(rateOf(1005, 100_000), 1.01);
  assert.equal(rateOf(1, 800), 0.13);
  assert.equal(rateOf(0, 5), 0);
  assert.equal(rateOf(5, 0), null);
});

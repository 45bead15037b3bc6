import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import * as domain from '../src/index.ts';

const isDefinitions = (value: unknown): value is domain.EventDefinitions =>
  typeof value === 'object' && value !== null && 'stream' in value && 'examples' in value;

const definitions = Object.values(domain as Record<string, unknown>).filter(isDefinitions);
const events = definitions.flatMap(({ service, stream, types, examples }) =>
  Object.entries(types).map(([type, schema]) => ({
    event: `${service}/${stream} ${type}`,
    schema,
    example: examples[type],
  })),
);

/** A vacancy as another city publishes it for everybody: schema.org says `name` of a firm and `address` of a workplace. */
const OPEN_DATA = 'posting';
/** Every property name in a JSON schema, however deep. */
const propertyNames = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : [];
  return [...own, ...Object.entries(schema).flatMap(([key, part]) => (key === OPEN_DATA ? [] : propertyNames(part)))];
};

/** Facts travel without people's names, numbers, contacts or their own words. */
const PERSONAL =
  /^(name|fullName|idNumber|citizenId|idCard|phone|mobile|tel|email|address|birth|birthDate|dateOfBirth|sex|gender|nationality|bankAccount|text|note|remark|comment)$|(personName|workerName|idNumber|citizenId|phone|mobile|email)/i;

describe('the published events', () => {
  it('are each declared once', () => {
    const streams = definitions.map(({ service, stream }) => `${service}/${stream}`);
    expect(streams).toEqual([...new Set(streams)]);
  });

  it.each(events)('$event: the example fits, and nothing may be added to it', ({ schema, example }) => {
    expect(schema.parse(example)).toEqual(example);
    expect(schema.safeParse({ ...example, unforeseen: true }).success).toBe(false);
  });

  it.each(events)('$event carries no personal data', ({ schema }) => {
    const names = propertyNames(z.toJSONSchema(schema, { unrepresentable: 'any' }));
    expect(names.filter((name) => PERSONAL.test(name))).toEqual([]);
  });
});

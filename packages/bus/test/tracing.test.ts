import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { context, propagation, type Span, trace } from '@opentelemetry/api';
import type { Recorded } from '@zhiqiao/domain';
import { inApplySpan } from '../src/tracing.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const opened: { name: string; parent: string | undefined; span: Span }[] = [];

beforeAll(() => {
  propagation.setGlobalPropagator({
    extract: (ctx, { traceparent }) => {
      const [, traceId, spanId] = traceparent.split('-');
      return trace.setSpanContext(ctx, { traceId, spanId, traceFlags: 1 });
    },
    inject: (ctx, carrier) => {
      const { traceId, spanId } = trace.getSpanContext(ctx)!;
      carrier.traceparent = `00-${traceId}-${spanId}-01`;
    },
    fields: () => ['traceparent'],
  });
  const startSpan = (name: string, _: object, ctx = context.active()) => {
    const parent = trace.getSpanContext(ctx);
    const span = trace.wrapSpanContext({ traceId: parent!.traceId, spanId: 'aaaaaaaaaaaaaaaa', traceFlags: 1 });
    opened.push({ name, parent: parent?.spanId, span });
    return span;
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan, startActiveSpan: () => undefined as never }) });
});
afterAll(() => {
  trace.disable();
  propagation.disable();
});

it('applies an event in a span below the one that published it, and hands that span on', () => {
  const event = {
    type: 'OrderPlaced',
    service: 'shop',
    stream: 'order',
    traceparent: `00-${TRACE}-b7ad6b7169203331-01`,
  };
  const handedOn = inApplySpan(event as Recorded, 'accounts', (traceparent) => traceparent);
  expect(opened).toMatchObject([{ name: 'apply OrderPlaced', parent: 'b7ad6b7169203331' }]);
  expect(handedOn).toBe(`00-${TRACE}-aaaaaaaaaaaaaaaa-01`);
});

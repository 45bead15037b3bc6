import { type Context, context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Recorded } from '@zhiqiao/domain';

/** The flag of a W3C trace context that somebody records. */
const SAMPLED = '-01';
const tracer = trace.getTracer('@zhiqiao/bus');

const parentOf = ({ traceparent }: Pick<Recorded, 'traceparent'>): Context =>
  traceparent ? propagation.extract(ROOT_CONTEXT, { traceparent }) : ROOT_CONTEXT;

const linkTo = (traceparent: string | undefined) => {
  const cause = traceparent?.endsWith(SAMPLED) && trace.getSpanContext(parentOf({ traceparent }));
  return cause ? { context: cause } : undefined;
};

/**
 * Spans carry names and counts only: no record data, no keys. A batch of one trace belongs to it; one of several is
 * linked to each.
 */
export async function inPublishSpan(topic: string, events: Recorded[], publish: () => Promise<void>): Promise<void> {
  const attributes = {
    'messaging.system': 'zhiqiao-bus',
    'messaging.operation.type': 'send',
    'messaging.destination.name': topic,
    'messaging.batch.message_count': events.length,
  };
  const causes = new Set(events.map(({ traceparent }) => traceparent));
  const oneTrace = causes.size === 1;
  const links = oneTrace ? [] : [...causes].flatMap((cause) => linkTo(cause) ?? []);
  const parent = oneTrace ? parentOf(events[0]!) : ROOT_CONTEXT;
  const options = { kind: SpanKind.PRODUCER, attributes, links };
  await tracer.startActiveSpan(`publish ${topic}`, options, parent, async (span) => {
    try {
      await publish();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** One event's way through the reactions; what they emit continues its trace. */
export function inApplySpan<T>(event: Recorded, consumer: string, apply: (traceparent?: string) => T): T {
  const attributes = {
    'messaging.operation.type': 'process',
    'messaging.consumer.group.name': consumer,
    'zhiqiao.stream': `${event.service}.${event.stream}`,
  };
  const span = tracer.startSpan(`apply ${event.type}`, { kind: SpanKind.CONSUMER, attributes }, parentOf(event));
  try {
    const carrier: { traceparent?: string } = {};
    propagation.inject(trace.setSpan(ROOT_CONTEXT, span), carrier);
    // Without a tracer nothing is injected: the trace goes on under its old span.
    return context.with(trace.setSpan(context.active(), span), () => apply(carrier.traceparent ?? event.traceparent));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}

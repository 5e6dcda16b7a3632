package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.internal.tls.DefaultTlsSummary;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue with a name server. It sends the query, sends it again without EDNS if the server does
 * not support that (RFC 6891 section 7) or over TCP after a truncated response (RFC 7766 section
 * 5), and then sends the identity queries if they are enabled. Every query has a new id, so that a
 * late response to an earlier query does not match.
 *
 * <p>Over UDP a query without a response is repeated without EDNS and as {@code version.bind},
 * since some servers, and filters before them, drop queries with EDNS, or respond to some names
 * only.
 */
final class DnsDialogue implements Dialogue {
  private static final String VERSION = "version.bind.";

  private enum Stage {
    /** Awaiting the response to the query, which may be sent again. */
    QUERY,
    /** The final response to the query is known; awaiting the responses to identity queries. */
    IDENTITY
  }

  private final DialogueContext context;
  private final IdentityQueries identityQueries;
  private final TcpMessageReader stream = new TcpMessageReader();
  private final List<String> notes = new ArrayList<>();

  /** Whether a response to another question completes the dialogue. */
  private final boolean anyResponse;

  private Stage stage = Stage.QUERY;
  private Transport transport;
  private QueryOptions options;
  private DnsQuery query;

  /** The forms of the query over UDP; a response to any of them is accepted. */
  private List<DnsQuery> forms = List.of();

  private Optional<TlsSummary> tls = Optional.empty();

  /** The best response so far. */
  private @Nullable DefaultDnsAnswer best;

  DnsDialogue(DialogueContext context) {
    this.context = context;
    this.transport = context.transport();
    this.options = QueryOptions.of(context);
    this.query = DnsQuery.of(context, options);
    this.anyResponse = DnsQuery.isDefault(context);
    this.identityQueries = new IdentityQueries(context.option(Dns.IDENTITY));
  }

  @Override
  public Step start() {
    if (transport == Transport.TCP) {
      return send();
    }
    QueryOptions withoutEdns = options.withoutEdns();
    DnsQuery plain = DnsQuery.of(context, withoutEdns);
    DnsQuery version = DnsQuery.chaosText(VERSION, context.random(), withoutEdns);
    forms = List.of(query, plain, version);
    return Step.send(
        ByteBuffer.wrap(query.message()),
        Step.poll(plain.message(), version.message(), query.message()));
  }

  @Override
  public Step secured(TlsInfo info) {
    tls = Optional.of(DefaultTlsSummary.of(info));
    options = options.withPadding();
    return sendAgain();
  }

  @Override
  public Step connected() {
    transport = Transport.TCP;
    return sendAgain();
  }

  private Step sendAgain() {
    query = DnsQuery.of(context, options);
    return send();
  }

  private Step send() {
    byte[] message = query.message();
    return transport == Transport.UDP
        ? Step.send(message)
        : Step.send(TcpMessageReader.frame(message));
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (transport == Transport.UDP) {
      byte[] message = new byte[bytes.remaining()];
      bytes.get(message);
      return onDatagram(message);
    }
    if (!stream.append(bytes)) {
      return Step.await();
    }
    byte[] message = stream.bytes(); // bytes after it belong to no query and are ignored
    stream.next();
    return onMessage(message);
  }

  private Step onDatagram(byte[] message) {
    for (DnsQuery form : forms) {
      if (form.hasIdOf(message)) {
        return onResponseTo(form, message);
      }
    }
    return onResponseTo(query, message);
  }

  private Step onResponseTo(DnsQuery form, byte[] message) {
    DefaultDnsAnswer response;
    try {
      response = new DnsResponseReader(form, transport).read(message, message.length);
    } catch (ResponseMismatchException e) {
      // Late, stray or forged: the response may still arrive.
      return Step.await("received " + e.reason());
    }
    if (form == query) {
      return onResponse(response);
    }
    options = form.options();
    if (form.hasSameQuestion(query)) {
      notes.add("the response is to the repeated query without EDNS");
      query = form;
      return onResponse(response);
    }
    notes.add("no response to " + query + " until the response to " + form);
    if (anyResponse) {
      return Step.finish(finding(response));
    }
    best = response;
    return Step.poll(forms.get(1).message(), forms.get(0).message());
  }

  private Step onMessage(byte[] message) {
    try {
      return onResponse(read(message, message.length));
    } catch (ResponseMismatchException e) {
      return best == null
          ? mismatch(e.reason())
          : Step.finish(finding(best, "then received " + e.reason()));
    }
  }

  private DefaultDnsAnswer read(byte[] message, int size) throws ResponseMismatchException {
    return new DnsResponseReader(query, transport).read(message, size);
  }

  private Step onResponse(DefaultDnsAnswer response) {
    if (stage == Stage.IDENTITY) {
      identityQueries.received(response);
      return sendIdentityQuery(response);
    }
    forms = List.of();
    best = response;
    if (options.edns() && isWithoutEdns(response)) {
      notes.add("sent again without EDNS after " + response.rcode());
      options = options.withoutEdns();
      return sendAgain();
    }
    if (response.flags().truncated()
        && transport == Transport.UDP
        && !context.option(Dns.IGNORE_TRUNCATION)) {
      notes.add(
          "sent again over TCP: the UDP response was truncated to " + response.size() + " bytes");
      return Step.continueOverTcp();
    }
    stage = Stage.IDENTITY;
    return sendIdentityQuery(response);
  }

  /**
   * Returns whether the server does not support EDNS: it responds FORMERR or NOTIMP without an OPT
   * record (RFC 6891 section 7).
   */
  private static boolean isWithoutEdns(DnsAnswer response) {
    return response.edns().isEmpty()
        && (response.rcode().equals("FORMERR") || response.rcode().equals("NOTIMP"));
  }

  private Step sendIdentityQuery(DefaultDnsAnswer last) {
    Optional<String> name = identityQueries.next();
    if (name.isEmpty()) {
      return Step.finish(finding(best == null ? last : best));
    }
    query = DnsQuery.chaosText(name.get(), context.random(), options);
    return send();
  }

  /** Adds to a response what else is known, and why the dialogue ended early if it did. */
  private DnsAnswer finding(DefaultDnsAnswer response, String... endedEarly) {
    List<String> all = new ArrayList<>(response.notes());
    all.addAll(notes);
    all.addAll(identityQueries.notes());
    for (String reason : endedEarly) {
      all.add(SafeText.line(reason));
    }
    return response.with(tls, identityQueries.identity(), all);
  }

  @Override
  public Step closed() {
    String reason = "the stream ended after " + stream.progress();
    return partial(reason).map(Step::finish).orElseGet(() -> mismatch(reason));
  }

  /** Ends the dialogue without a response. The certificate is known nevertheless. */
  private Step mismatch(String reason) {
    return Step.mismatch(reason, tls.map(summary -> summary));
  }

  @Override
  public Optional<Finding> partial() {
    return partial("no response to " + query).or(() -> tls);
  }

  /** A response cut short is a finding once its question was received. */
  private Optional<Finding> partial(String endedEarly) {
    if (stage == Stage.QUERY && transport == Transport.TCP) {
      try {
        return Optional.of(finding(read(stream.bytes(), stream.size())));
      } catch (ResponseMismatchException e) {
        // Too short to match: only what was received before it is known.
        return Optional.ofNullable(best).map(response -> finding(response, endedEarly));
      }
    }
    return Optional.ofNullable(best).map(response -> finding(response, endedEarly));
  }
}

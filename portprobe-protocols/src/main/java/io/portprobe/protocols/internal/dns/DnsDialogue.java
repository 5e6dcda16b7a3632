package io.portprobe.protocols.internal.dns;

import io.portprobe.Transport;
import io.portprobe.protocols.dns.Dns;
import io.portprobe.protocols.dns.DnsAnswer;
import io.portprobe.protocols.internal.tls.DefaultTlsSummary;
import io.portprobe.protocols.tls.TlsSummary;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.Durations;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.time.Duration;
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
 * <p>Over TCP a query that has no response for a time is sent again without EDNS on the same
 * connection. Over UDP a query without a response is repeated without EDNS and as {@code
 * version.bind}, since some servers, and filters before them, drop queries with EDNS, or respond to
 * some names only.
 */
final class DnsDialogue extends FrameDialogue {
  private static final String VERSION = "version.bind.";

  /** After this time a server, or a filter before it, counts as one that drops EDNS. */
  private static final Duration EDNS_PATIENCE = Duration.ofSeconds(1);

  private static final Framing FRAMING = Framing.lengthPrefix(Short.BYTES, 65_535);

  private enum Stage {
    /** Awaiting the response to the query, which may be sent again. */
    QUERY,
    /** The final response to the query is known; awaiting the responses to identity queries. */
    IDENTITY
  }

  private final DialogueContext context;
  private final IdentityQueries identityQueries;
  private final List<String> notes = new ArrayList<>();

  /** Whether a response to another question completes the dialogue. */
  private final boolean anyResponse;

  private Stage stage = Stage.QUERY;
  private QueryOptions options;
  private DnsQuery query;

  /** The forms of the query that were sent; a response to any of them is accepted. */
  private List<DnsQuery> forms = List.of();

  /** Forms of the query that need no response any more. */
  private List<DnsQuery> superseded = List.of();

  private Optional<TlsSummary> tls = Optional.empty();

  /** The best response so far. */
  private @Nullable DefaultDnsAnswer best;

  DnsDialogue(DialogueContext context) {
    super(context, FRAMING);
    this.context = context;
    this.options = QueryOptions.of(context);
    this.query = DnsQuery.of(context, options);
    this.anyResponse = DnsQuery.isDefault(context);
    this.identityQueries = new IdentityQueries(context.option(Dns.IDENTITY));
  }

  @Override
  public Step start() {
    if (transport() == Transport.TCP) {
      return send();
    }
    QueryOptions withoutEdns = options.withoutEdns();
    DnsQuery plain = DnsQuery.of(context, withoutEdns);
    DnsQuery version = DnsQuery.chaosText(VERSION, context.random(), withoutEdns);
    forms = List.of(query, plain, version);
    return request(query.message(), Step.poll(plain.message(), version.message(), query.message()));
  }

  @Override
  public Step secured(TlsInfo info) {
    tls = Optional.of(DefaultTlsSummary.of(info));
    options = options.withPadding();
    return sendAgain();
  }

  @Override
  protected Step onConnected() {
    return sendAgain();
  }

  @Override
  protected Step onSilence() {
    boolean repeated = !forms.isEmpty();
    if (repeated || stage != Stage.QUERY || !options.edns() || unfinishedFrame().hasRemaining()) {
      return Step.await();
    }
    DnsQuery plain = DnsQuery.of(context, options.withoutEdns());
    forms = List.of(query, plain);
    return request(plain.message());
  }

  private Step sendAgain() {
    query = DnsQuery.of(context, options);
    return send();
  }

  private Step send() {
    boolean mayRepeat =
        transport() == Transport.TCP && stage == Stage.QUERY && options.edns() && best == null;
    return request(query.message(), mayRepeat ? Step.await(patience()) : Step.await());
  }

  private Duration patience() {
    Duration third = Durations.part(context.remaining(), 3);
    return Durations.max(Durations.min(third, EDNS_PATIENCE), Duration.ofMillis(1));
  }

  @Override
  protected Step message(ByteBuffer bytes) {
    byte[] message = new byte[bytes.remaining()];
    bytes.get(message);
    return transport() == Transport.UDP ? onDatagram(message) : onMessage(message);
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
      response = new DnsResponseReader(form, transport()).read(message, message.length);
    } catch (ResponseMismatchException e) {
      // Late, stray or forged: the response may still arrive.
      return Step.await("received " + e.reason());
    }
    superseded = forms;
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
    if (superseded.stream().anyMatch(form -> form.hasIdOf(message))) {
      return Step.await("received a response to an earlier query");
    }
    if (!forms.isEmpty() && forms.get(1).hasIdOf(message)) {
      return onResponseTo(forms.get(1), message);
    }
    superseded = forms;
    try {
      return onResponse(read(message, message.length));
    } catch (ResponseMismatchException e) {
      return best == null
          ? mismatch(e.reason())
          : Step.finish(finding(best, "then received " + e.reason()));
    }
  }

  private DefaultDnsAnswer read(byte[] message, int size) throws ResponseMismatchException {
    return new DnsResponseReader(query, transport()).read(message, size);
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
        && transport() == Transport.UDP
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
  protected Step onClosed(int rest) {
    String reason =
        rest < Short.BYTES
            ? "the stream ended after " + rest + " bytes (expected: a response and its length)"
            : "the stream ended after "
                + (rest - Short.BYTES)
                + " bytes of a message of "
                + announcedSize();
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

  private int announcedSize() {
    return Short.toUnsignedInt(unfinishedFrame().getShort());
  }

  /** A response cut short is a finding once its question was received. */
  private Optional<Finding> partial(String endedEarly) {
    ByteBuffer frame = unfinishedFrame();
    if (stage == Stage.QUERY && transport() == Transport.TCP && frame.remaining() > Short.BYTES) {
      byte[] message = new byte[frame.remaining() - Short.BYTES];
      frame.position(Short.BYTES).get(message);
      try {
        return Optional.of(finding(read(message, announcedSize())));
      } catch (ResponseMismatchException e) {
        // Too short to match: only what was received before it is known.
        return Optional.ofNullable(best).map(response -> finding(response, endedEarly));
      }
    }
    return Optional.ofNullable(best).map(response -> finding(response, endedEarly));
  }
}

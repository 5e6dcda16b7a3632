package io.portprobe.protocols.internal.tls;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.protocols.tls.Tls;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue of one handshake. Each further connection carries one ClientHello of our own: after a
 * handshake that failed, to read the alert of the server, and for each version to test.
 */
final class TlsDialogue implements Dialogue {
  private static final Duration HELLO_TIME = Duration.ofSeconds(2);
  private static final String NO_NAME = "-";

  private final DialogueContext context;
  private final ByteBuffer reply = ByteBuffer.allocate(ServerReply.MAX_LENGTH + 1);
  private final Deque<TlsVersion> untested = new ArrayDeque<>();
  private final List<TlsVersion> accepted = new ArrayList<>();
  private final List<TlsVersion> rejected = new ArrayList<>();
  private int reconnects;
  private @Nullable DefaultTlsResult result;
  private @Nullable TlsVersion tested; // null during the ClientHello after a failure

  TlsDialogue(DialogueContext context) {
    this.context = context;
  }

  @Override
  public Step start() {
    return Step.startTls();
  }

  @Override
  public TlsSettings tlsSettings() {
    TlsSettings settings = TlsSettings.defaults();
    String alpn = context.option(Tls.ALPN);
    if (!alpn.isEmpty()) {
      settings = settings.withAlpn(alpn.split(",", -1));
    }
    String versions = context.option(Tls.VERSIONS);
    if (!versions.isEmpty()) {
      settings = settings.withVersions(versions.split(",", -1));
    }
    String name = context.option(Tls.SERVER_NAME);
    if (name.equals(NO_NAME)) {
      return settings.withoutServerName();
    }
    return name.isEmpty() ? settings : settings.withServerName(name);
  }

  @Override
  public Step secured(TlsInfo tls) {
    result = DefaultTlsResult.of(tls, context.clock().instant(), Optional.empty());
    return testVersions(result);
  }

  /** Only a second ClientHello shows the alert as a number: the JDK reports it as a text. */
  @Override
  public Step tlsFailed(TlsFailure failure) {
    ByteBuffer plaintext = failure.plaintext();
    if (plaintext.hasRemaining()) {
      byte[] bytes = new byte[plaintext.remaining()];
      plaintext.get(bytes);
      return Step.mismatch("expected TLS, received " + PeerText.excerpt(bytes));
    }
    result =
        DefaultTlsResult.of(
            failure.tls(), context.clock().instant(), Optional.of(failure.reason()));
    return reconnect(null);
  }

  private Step reconnect(@Nullable TlsVersion version) {
    tested = version;
    reconnects++;
    reply.clear();
    return Step.reconnect();
  }

  @Override
  public Step connected() {
    List<TlsVersion> offered =
        tested == null ? TlsVersion.ALL.subList(0, TlsVersion.ALL.size() - 1) : List.of(tested);
    byte[] hello = ClientHello.encode(offered, serverName(), context.random());
    return Step.send(hello, Step.await(HELLO_TIME));
  }

  private String serverName() {
    String name = context.option(Tls.SERVER_NAME);
    if (name.equals(NO_NAME)) {
      return "";
    }
    return name.isEmpty() && isName(context.host()) ? context.host() : name;
  }

  /** Returns whether a host is a name, which servers accept, and not an address. */
  private static boolean isName(String host) {
    return host.matches("[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*+");
  }

  @Override
  public Step received(ByteBuffer bytes) {
    ByteBuffer kept = bytes.duplicate();
    kept.limit(kept.position() + Math.min(kept.remaining(), reply.remaining()));
    reply.put(kept);
    ByteBuffer received = reply.duplicate().flip();
    return switch (ServerReply.form(received)) {
      case INCOMPLETE -> Step.await();
      case INVALID -> replied(Optional.empty());
      case VALID -> replied(Optional.of(ServerReply.read(received)));
    };
  }

  @Override
  public Step closed() {
    return replied(Optional.empty());
  }

  @Override
  public Step silent() {
    return replied(Optional.empty());
  }

  /** Continues after a ServerHello, an alert, or none of them. */
  private Step replied(Optional<ServerReply> received) {
    DefaultTlsResult known = result;
    if (known == null) {
      return Step.mismatch("expected a TLS handshake, received other data");
    }
    if (tested != null) {
      String offered = tested.label();
      boolean same = received.flatMap(ServerReply::version).filter(offered::equals).isPresent();
      (same ? accepted : rejected).add(tested);
      return next(known);
    }
    if (received.isEmpty()) {
      return Step.mismatch(known.failure().orElse("the TLS handshake failed"));
    }
    result = known.withReply(received.get());
    return testVersions(result);
  }

  /** Tests the versions that the handshake does not prove, as far as connections are left. */
  private Step testVersions(DefaultTlsResult known) {
    if (!context.option(Tls.ALL_VERSIONS)) {
      return Step.finish(known);
    }
    for (TlsVersion version : TlsVersion.ALL) {
      if (known.version().filter(version.label()::equals).isPresent()) {
        accepted.add(version);
      } else if (untested.size() < Step.MAX_RECONNECTS - reconnects) {
        untested.add(version);
      }
    }
    return next(known);
  }

  private Step next(DefaultTlsResult known) {
    TlsVersion version = untested.poll();
    if (version == null) {
      return Step.finish(known.withVersions(labels(accepted), labels(rejected)));
    }
    return reconnect(version);
  }

  private static List<String> labels(List<TlsVersion> versions) {
    return versions.stream().sorted().map(TlsVersion::label).toList();
  }

  /** Returns the handshake and the versions tested until now. */
  @Override
  public Optional<Finding> partial() {
    DefaultTlsResult known = result;
    return known == null || (known.failure().isPresent() && tested == null)
        ? Optional.empty()
        : Optional.of(known.withVersions(labels(accepted), labels(rejected)));
  }
}

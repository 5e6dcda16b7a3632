package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.protocols.sql.MySql;
import io.portprobe.protocols.sql.TlsUse;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the greeting, and starts TLS if the caller wants it. Confined to the event loop. */
final class MySqlDialogue extends FrameDialogue {
  /** LONG_PASSWORD, PROTOCOL_41, SSL, SECURE_CONNECTION and PLUGIN_AUTH. */
  private static final int CLIENT_CAPABILITIES =
      1 | 1 << 9 | (int) MySqlPacket.CAPABILITY_SSL | 1 << 15 | 1 << 19;

  private static final int SSL_REQUEST = 32;
  private static final int MAX_PACKET = 1 << 24;
  private static final byte UTF8 = 33;

  private final boolean wantsTls;
  private @Nullable MySqlFinding greeting;

  MySqlDialogue(DialogueContext context) {
    super(context, MySqlPacket.FRAMING);
    this.wantsTls = context.option(MySql.TLS);
  }

  @Override
  public Step start() {
    return Step.await();
  }

  @Override
  protected Step message(ByteBuffer packet) {
    Optional<MySqlFinding> read = MySqlPacket.read(packet);
    if (read.isEmpty()) {
      byte[] bytes = new byte[packet.remaining()];
      packet.get(bytes);
      return Step.mismatch("expected a greeting of MySQL, received " + PeerText.excerpt(bytes));
    }
    MySqlFinding finding = read.get();
    if (!wantsTls || finding.errorCode().isPresent()) {
      return Step.finish(finding);
    }
    if ((finding.capabilities() & MySqlPacket.CAPABILITY_SSL) == 0) {
      return Step.finish(finding.withTls(TlsUse.UNAVAILABLE, Optional.empty()));
    }
    greeting = finding;
    return Step.send(sslRequest(), Step.startTls());
  }

  private static ByteBuffer sslRequest() {
    return ByteBuffer.allocate(4 + SSL_REQUEST)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(SSL_REQUEST | 1 << 24) // the length, and sequence number 1
        .putInt(CLIENT_CAPABILITIES)
        .putInt(MAX_PACKET)
        .put(UTF8)
        .rewind();
  }

  @Override
  public Step secured(TlsInfo tls) {
    return greeting == null
        ? start()
        : Step.finish(greeting.withTls(TlsUse.COMPLETED, Optional.empty()));
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    return greeting == null
        ? Step.await()
        : Step.finish(greeting.withTls(TlsUse.FAILED, Optional.of(failure.reason())));
  }

  @Override
  public Optional<Finding> partial() {
    return Optional.ofNullable(greeting);
  }
}

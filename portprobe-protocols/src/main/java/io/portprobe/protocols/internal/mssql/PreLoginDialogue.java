package io.portprobe.protocols.internal.mssql;

import io.portprobe.protocols.mssql.MsSql;
import io.portprobe.protocols.mssql.SqlServer.Encryption;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A PRELOGIN message and its response, then a TLS handshake. Confined to the event loop. */
final class PreLoginDialogue extends FrameDialogue {
  private final String instance;
  private final boolean tls;
  private final byte[] request;
  private @Nullable DefaultSqlServer server;

  PreLoginDialogue(DialogueContext context) {
    super(context, PreLogin.framing());
    instance = context.option(MsSql.INSTANCE);
    tls = context.option(MsSql.TLS);
    request = PreLogin.request(context.random().nextInt(), instance);
  }

  @Override
  public Step start() {
    return request(request);
  }

  @Override
  protected Step message(ByteBuffer message) {
    Optional<DefaultSqlServer> response = PreLogin.read(message, !instance.isEmpty());
    if (response.isEmpty()) {
      return Step.mismatch("the packet is not a response to a PRELOGIN message");
    }
    server = response.get();
    boolean encrypts =
        server.encryption().orElse(Encryption.NOT_SUPPORTED) != Encryption.NOT_SUPPORTED;
    return tls && encrypts ? Step.startTls(TlsPackets.INSTANCE) : Step.finish(server);
  }

  @Override
  public Step secured(TlsInfo info) {
    return Step.finish(Objects.requireNonNull(server, "server"));
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    return Step.finish(
        Objects.requireNonNull(server, "server")
            .withNote("the TLS handshake failed: " + failure.reason()));
  }

  /** Returns the response, if the handshake does not end. */
  @Override
  public Optional<Finding> partial() {
    return Optional.ofNullable(server)
        .map(response -> response.withNote("the TLS handshake is incomplete"));
  }
}

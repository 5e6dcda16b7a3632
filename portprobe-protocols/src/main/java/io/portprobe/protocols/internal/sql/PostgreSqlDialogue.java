package io.portprobe.protocols.internal.sql;

import io.portprobe.protocols.sql.PostgreSql;
import io.portprobe.protocols.sql.TlsUse;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsFailure;
import io.portprobe.spi.TlsInfo;
import io.portprobe.spi.TlsSettings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Requests TLS, then starts a session for an unknown user, and ends before a log-on. Confined to
 * the event loop.
 */
final class PostgreSqlDialogue extends FrameDialogue {
  private static final int PROTOCOL_3_0 = 3 << 16;
  private static final int SSL_REQUEST = 80_877_103;
  private static final byte[] TERMINATE = {'X', 0, 0, 0, 4};
  private static final int AUTHENTICATION_OK = 0;
  private static final int MAX_MESSAGES = 200;

  private static final Map<Integer, String> AUTHENTICATIONS =
      Map.of(
          AUTHENTICATION_OK,
          "none",
          2,
          "kerberos 5",
          3,
          "password",
          5,
          "md5",
          7,
          "gss",
          9,
          "sspi",
          PostgreSqlFields.SASL,
          "sasl");

  private final PostgreSqlFraming framing;
  private final boolean requestsTls;
  private final String user;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private boolean awaitsSslResponse;
  private TlsUse tls = TlsUse.NOT_REQUESTED;
  private Optional<String> tlsFailure = Optional.empty();
  private boolean accepted;
  private int messages;

  PostgreSqlDialogue(DialogueContext context, PostgreSqlFraming framing) {
    super(context, framing);
    this.framing = framing;
    this.requestsTls = context.option(PostgreSql.TLS);
    this.user = String.format(Locale.ROOT, "portprobe_%08x", context.random().nextInt());
  }

  @Override
  public Step start() {
    if (!requestsTls) {
      return Step.send(startup());
    }
    awaitSslResponse(true);
    return Step.send(ByteBuffer.allocate(8).putInt(8).putInt(SSL_REQUEST).flip());
  }

  private void awaitSslResponse(boolean awaits) {
    awaitsSslResponse = awaits;
    framing.expectSslResponse(awaits);
  }

  /** Required by PostgreSQL 17 where TLS comes first; other servers ignore it. */
  @Override
  public TlsSettings tlsSettings() {
    return TlsSettings.defaults().withAlpn("postgresql");
  }

  @Override
  public Step secured(TlsInfo info) {
    tls = TlsUse.COMPLETED;
    return Step.send(startup());
  }

  @Override
  public Step tlsFailed(TlsFailure failure) {
    if (tls == TlsUse.FAILED || !requestsTls) {
      return Step.await();
    }
    tls = TlsUse.FAILED;
    tlsFailure = Optional.of(failure.reason());
    return Step.reconnect();
  }

  @Override
  protected Step onConnected() {
    awaitSslResponse(false);
    return Step.send(startup());
  }

  private ByteBuffer startup() {
    String text =
        "user\0"
            + user
            + "\0database\0postgres\0application_name\0portprobe\0client_encoding\0UTF8\0\0";
    byte[] parametersOfClient = text.getBytes(StandardCharsets.US_ASCII);
    int length = 8 + parametersOfClient.length;
    return ByteBuffer.allocate(length)
        .putInt(length)
        .putInt(PROTOCOL_3_0)
        .put(parametersOfClient)
        .flip();
  }

  @Override
  protected Step message(ByteBuffer message) {
    if (awaitsSslResponse && message.remaining() == 1) {
      return sslResponse((char) message.get(0));
    }
    if (++messages > MAX_MESSAGES) {
      return Step.mismatch("expected at most " + MAX_MESSAGES + " messages before a log-on");
    }
    char type = (char) message.get(0);
    ByteBuffer body = message.slice(PostgreSqlFraming.HEADER, message.limit() - 5);
    return switch (type) {
      case 'E' ->
          PostgreSqlFields.error(body)
              .map(fields -> Step.finish(finding(accepted(), List.of(), fields)))
              .orElseGet(() -> malformed(type));
      case 'R' -> authentication(body);
      case 'S' -> parameter(body);
      case 'Z' ->
          accepted
              ? Step.send(TERMINATE, Step.finish(finding(accepted(), List.of(), Map.of())))
              : malformed(type);
      default -> Step.await();
    };
  }

  private Optional<String> accepted() {
    return accepted ? Optional.of("none") : Optional.empty();
  }

  private Step sslResponse(char response) {
    awaitSslResponse(false);
    if (response == 'S') {
      return Step.startTls();
    }
    tls = TlsUse.UNAVAILABLE;
    return Step.send(startup());
  }

  private Step authentication(ByteBuffer body) {
    if (body.remaining() < Integer.BYTES) {
      return malformed('R');
    }
    int type = body.getInt();
    if (type == AUTHENTICATION_OK) {
      accepted = true;
      return Step.await();
    }
    Optional<String> name = Optional.ofNullable(AUTHENTICATIONS.get(type));
    if (name.isEmpty() || accepted) {
      return malformed('R');
    }
    return type == PostgreSqlFields.SASL
        ? PostgreSqlFields.mechanisms(body)
            .map(mechanisms -> Step.finish(finding(name, mechanisms, Map.of())))
            .orElseGet(() -> malformed('R'))
        : Step.finish(finding(name, List.of(), Map.of()));
  }

  private Step parameter(ByteBuffer body) {
    Optional<Map.Entry<String, String>> parameter = PostgreSqlFields.parameter(body);
    if (parameter.isEmpty() || !accepted) {
      return malformed('S');
    }
    parameters.put(parameter.get().getKey(), parameter.get().getValue());
    return Step.await();
  }

  private static Step malformed(char type) {
    return Step.mismatch(
        "expected a message of PostgreSQL, received a malformed one of type " + type);
  }

  private PostgreSqlFinding finding(
      Optional<String> authentication, List<String> mechanisms, Map<String, String> error) {
    return new PostgreSqlFinding(tls, tlsFailure, authentication, mechanisms, error, parameters);
  }

  @Override
  protected Step onClosed(int rest) {
    return accepted ? Step.finish(finding(accepted(), List.of(), Map.of())) : Step.await();
  }

  @Override
  public Optional<Finding> partial() {
    return accepted ? Optional.of(finding(accepted(), List.of(), Map.of())) : Optional.empty();
  }
}

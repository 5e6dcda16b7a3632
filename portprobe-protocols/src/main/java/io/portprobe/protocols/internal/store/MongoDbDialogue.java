package io.portprobe.protocols.internal.store;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Sends hello or isMaster, then buildInfo. Confined to the event loop. */
final class MongoDbDialogue extends FrameDialogue {
  private static final String COMMAND_NOT_FOUND = "59";

  private enum Phase {
    HELLO,
    IS_MASTER,
    IS_MASTER_BY_QUERY,
    BUILD_INFO
  }

  private final boolean tlsFirst;
  private int id;
  private Phase phase = Phase.HELLO;
  private Map<String, String> hello = Map.of();

  MongoDbDialogue(DialogueContext context) {
    super(context, MongoDbMessages.FRAMING);
    this.tlsFirst = context.tlsFirst();
    this.id = context.random().nextInt();
  }

  /** Also called on a new connection, and after a TLS handshake. */
  @Override
  public Step start() {
    return phase == Phase.HELLO
        ? command("hello")
        : Step.send(MongoDbMessages.query(++id, "isMaster"));
  }

  private Step command(String name) {
    return Step.send(MongoDbMessages.command(++id, name));
  }

  @Override
  protected Step message(ByteBuffer message) {
    if (MongoDbMessages.responseTo(message) != id) {
      return Step.mismatch("expected a response of MongoDB, received another message");
    }
    Optional<Map<String, String>> document = MongoDbMessages.document(message);
    if (document.isEmpty() || !document.get().containsKey("ok")) {
      return Step.mismatch("expected a response of MongoDB, received a malformed one");
    }
    if (phase == Phase.BUILD_INFO) {
      return Step.finish(finding(document.get()));
    }
    return greeted(document.get());
  }

  private Step greeted(Map<String, String> document) {
    if (phase == Phase.HELLO && COMMAND_NOT_FOUND.equals(document.get("code"))) {
      phase = Phase.IS_MASTER;
      return command("isMaster");
    }
    hello = document;
    if (phase == Phase.IS_MASTER_BY_QUERY) {
      return Step.finish(finding(Map.of()));
    }
    phase = Phase.BUILD_INFO;
    return command("buildInfo");
  }

  private MongoDbFinding finding(Map<String, String> buildInfo) {
    return new MongoDbFinding(hello, buildInfo);
  }

  @Override
  protected Step onClosed(int rest) {
    if (phase == Phase.HELLO && rest == 0) {
      phase = Phase.IS_MASTER_BY_QUERY;
      return tlsFirst ? Step.reconnectTls() : Step.reconnect();
    }
    return hello.isEmpty() ? Step.await() : Step.finish(finding(Map.of()));
  }

  @Override
  public Optional<Finding> partial() {
    return hello.isEmpty() ? Optional.empty() : Optional.of(finding(Map.of()));
  }
}

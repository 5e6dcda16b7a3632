package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.protocols.store.Redis;
import io.portprobe.protocols.store.RedisResult.Access;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sends PING, then INFO to a server that accepts commands. Confined to the event loop. */
final class RedisDialogue extends FrameDialogue {
  private static final int MAX_FIELDS = 1_000;

  private final boolean wantsInfo;
  private boolean open;

  RedisDialogue(DialogueContext context) {
    super(context, Resp.FRAMING);
    this.wantsInfo = context.option(Redis.INFO);
  }

  @Override
  public Step start() {
    return Step.send(Resp.command("PING"));
  }

  @Override
  protected Step message(ByteBuffer reply) {
    String text = Resp.text(reply);
    return open ? info((char) reply.get(0), text) : pong((char) reply.get(0), text);
  }

  private Step pong(char type, String text) {
    if (type == '+' && text.equals("PONG")) {
      open = true;
      return wantsInfo
          ? Step.send(Resp.command("INFO"))
          : Step.finish(withoutInfo(Optional.empty()));
    }
    if (type == '-' && RedisError.isOfRedis(text)) {
      return Step.finish(
          new RedisFinding(RedisError.access(text), Optional.of(text), Map.of(), Optional.empty()));
    }
    return Step.mismatch(
        "expected PONG or an error of Redis, received "
            + PeerText.excerpt((type + text).getBytes(StandardCharsets.UTF_8)));
  }

  private Step info(char type, String text) {
    if (type == '-') {
      return Step.finish(withoutInfo(Optional.of(text)));
    }
    return type == '$'
        ? Step.finish(
            new RedisFinding(Access.OPEN, Optional.empty(), fields(text), Optional.empty()))
        : Step.mismatch("expected a bulk string in reply to INFO, received another reply");
  }

  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#") && line.indexOf(':') > 0)
        .limit(MAX_FIELDS)
        .forEach(
            line -> {
              int colon = line.indexOf(':');
              fields.put(line.substring(0, colon), line.substring(colon + 1));
            });
    return fields;
  }

  private static RedisFinding withoutInfo(Optional<String> error) {
    return new RedisFinding(Access.OPEN, Optional.empty(), Map.of(), error);
  }

  @Override
  protected Step onClosed(int rest) {
    return open
        ? Step.finish(withoutInfo(Optional.of("the server closed the connection")))
        : Step.await();
  }

  @Override
  public Optional<Finding> partial() {
    return open ? Optional.of(withoutInfo(Optional.of("no reply"))) : Optional.empty();
  }
}

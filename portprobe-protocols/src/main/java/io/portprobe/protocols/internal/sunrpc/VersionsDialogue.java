package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dialogue with one program: the procedure NULL of version 0, which no program has, then of each
 * version that the server reports. Confined to the event loop.
 */
final class VersionsDialogue extends RpcDialogue {
  private static final int NULL = 0;
  private static final int MAX_VERSIONS = 16;

  private final long program;
  private final String name;
  private final List<Long> versions = new ArrayList<>();
  private Optional<RpcReply> range = Optional.empty();
  private long next;

  VersionsDialogue(DialogueContext context, long program, String name) {
    super(context);
    this.program = program;
    this.name = name;
  }

  @Override
  public Step start() {
    return call(program, 0, NULL, Step.await());
  }

  @Override
  Step reply(RpcReply reply) {
    if (range.isPresent()) {
      if (reply.kind() == RpcReply.Kind.SUCCESS) {
        versions.add(next);
      }
      next++;
    } else if (reply.kind() == RpcReply.Kind.VERSION_MISMATCH) {
      range = Optional.of(reply);
      next = reply.low();
    } else {
      if (reply.kind() == RpcReply.Kind.SUCCESS) {
        versions.add(0L);
      }
      return Step.finish(result(reply.error(), true));
    }
    RpcReply reported = range.orElse(reply);
    boolean left = next <= reported.high() && next - reported.low() < MAX_VERSIONS;
    return left
        ? call(program, next, NULL, Step.await())
        : Step.finish(result(Optional.empty(), true));
  }

  @Override
  public Optional<Finding> partial() {
    return range.map(reported -> result(Optional.empty(), false));
  }

  private DefaultRpcVersions result(Optional<String> error, boolean complete) {
    return new DefaultRpcVersions(
        program,
        name,
        versions,
        range.map(reported -> reported.low() + " to " + reported.high()),
        error,
        complete);
  }
}

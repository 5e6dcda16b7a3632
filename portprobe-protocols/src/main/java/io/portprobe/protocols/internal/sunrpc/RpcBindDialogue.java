package io.portprobe.protocols.internal.sunrpc;

import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue with a port mapper: its list of version 2, then that of version 4. A server that does
 * not respond to the second call within two seconds is reported without its list. Confined to the
 * event loop.
 */
final class RpcBindDialogue extends RpcDialogue {
  private static final int PORT_MAPPER = 2;
  private static final int RPCBIND = 4;
  private static final int DUMP = 4;
  private static final Duration SECOND_CALL = Duration.ofSeconds(2);

  private final int maxEntries;
  private @Nullable RegistryList<DefaultRpcMapping> mappings;

  RpcBindDialogue(DialogueContext context) {
    super(context);
    this.maxEntries = RegistryList.maxEntries(context.findingBytes());
  }

  @Override
  public Step start() {
    return call(ProgramNames.RPCBIND, PORT_MAPPER, DUMP, Step.await());
  }

  @Override
  Step reply(RpcReply reply) {
    RegistryList<DefaultRpcMapping> first = mappings;
    if (first == null) {
      mappings = RegistryList.mappings(reply, maxEntries);
      return mappings.malformed()
          ? Step.mismatch("expected a list of programs, received a malformed one")
          : call(ProgramNames.RPCBIND, RPCBIND, DUMP, Step.await(SECOND_CALL));
    }
    return Step.finish(
        DefaultRpcRegistry.of(first, Optional.of(RegistryList.addresses(reply, maxEntries))));
  }

  @Override
  protected Step onSilence() {
    return partial().map(Step::finish).orElseGet(Step::await);
  }

  @Override
  public Optional<Finding> partial() {
    RegistryList<DefaultRpcMapping> first = mappings;
    return first == null || first.malformed()
        ? Optional.empty()
        : Optional.of(DefaultRpcRegistry.of(first, Optional.empty()));
  }
}

package io.portprobe.testing.protocol;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;

/** The contract of a {@link SampleProtocol}. */
class SampleContract extends ProtocolContract {
  private final Protocol protocol;
  private final Binding binding;

  SampleContract(Protocol protocol, Binding binding) {
    this.protocol = protocol;
    this.binding = binding;
  }

  SampleContract(Binding binding, Function<DialogueContext, Dialogue> dialogues) {
    this(new SampleProtocol(dialogues), binding);
  }

  @Override
  protected Protocol protocol() {
    return protocol;
  }

  @Override
  protected Binding binding() {
    return binding;
  }

  @Override
  protected List<ByteBuffer> response(ByteBuffer sent) {
    return SampleProtocol.response(sent);
  }
}

package io.portprobe.internal.identify;

import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** The context of one protocol's dialogue within an identification. */
record CandidateContext(DialogueContext whole, Optional<Binding> binding, boolean tlsFirst)
    implements DialogueContext {
  @Override
  public String host() {
    return whole.host();
  }

  @Override
  public InetSocketAddress peer() {
    return whole.peer();
  }

  @Override
  public Optional<InetSocketAddress> local() {
    return whole.local();
  }

  @Override
  public Duration remaining() {
    return whole.remaining();
  }

  @Override
  public Transport transport() {
    return whole.transport();
  }

  @Override
  public Clock clock() {
    return whole.clock();
  }

  @Override
  public RandomGenerator random() {
    return whole.random();
  }

  @Override
  public int findingBytes() {
    return whole.findingBytes();
  }

  @Override
  public <T> T option(ProtocolOption<T> option) {
    return whole.option(option);
  }
}

package io.portprobe.internal.identify;

import io.portprobe.Talk;
import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.spi.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Candidates for tests of the parts of an identification. */
final class TestCandidates {
  /** A connection to port 4711. */
  static final DialogueContext CONTEXT = context(() -> Duration.ofSeconds(5));

  private TestCandidates() {}

  /** Returns a connection to port 4711, with the time until the deadline. */
  static DialogueContext context(Supplier<Duration> remaining) {
    return new DialogueContext() {
      @Override
      public Duration remaining() {
        return remaining.get();
      }

      @Override
      public String host() {
        return "localhost";
      }

      @Override
      public InetSocketAddress peer() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
      }

      @Override
      public Transport transport() {
        return Transport.TCP;
      }

      @Override
      public Clock clock() {
        return Clock.systemUTC();
      }

      @Override
      public RandomGenerator random() {
        return RandomGenerator.getDefault();
      }

      @Override
      public <T> T option(ProtocolOption<T> option) {
        throw new UnsupportedOperationException();
      }
    };
  }

  /** Returns a protocol with a dialogue. */
  static Candidate of(String name, Dialogue dialogue, Binding... bindings) {
    return candidate(name, 5, context -> dialogue, bindings);
  }

  /** Returns a protocol whose dialogues are not opened. */
  static Candidate unopened(String name, int rarity, Binding... bindings) {
    return candidate(
        name,
        rarity,
        context -> {
          throw new UnsupportedOperationException();
        },
        bindings);
  }

  private static Candidate candidate(
      String name, int rarity, Function<DialogueContext, Dialogue> opening, Binding... bindings) {
    return of(Talk.protocol(name, Set.of(bindings), opening), rarity);
  }

  /** Returns a safe protocol that is as rare over TCP as over UDP. */
  static Candidate of(Protocol protocol, int rarity) {
    return new Candidate(
        protocol.name(), protocol, protocol.bindings(), new Candidate.Rarity(rarity, rarity), true);
  }

  /** Returns a protocol whose dialogues are not opened. */
  static Candidate reacting(
      String name, int rarity, ForeignReaction reaction, Binding... bindings) {
    return of(
        new Protocol() {
          @Override
          public String name() {
            return name;
          }

          @Override
          public Set<Binding> bindings() {
            return Set.of(bindings);
          }

          @Override
          public Dialogue open(DialogueContext context) {
            throw new UnsupportedOperationException();
          }

          @Override
          public ForeignReaction foreignReaction() {
            return reaction;
          }
        },
        rarity);
  }

  /** Returns a protocol whose servers send a greeting first. */
  static Candidate greets(String greeting, Binding... bindings) {
    return candidate(greeting, Step::await, bindings);
  }

  /** Returns a protocol with a first step for each dialogue. It accepts each response. */
  static Candidate candidate(String greeting, Supplier<Step> first, Binding... bindings) {
    Protocol protocol =
        new Protocol() {
          @Override
          public String name() {
            return greeting;
          }

          @Override
          public Set<Binding> bindings() {
            return Set.of(bindings);
          }

          @Override
          public Dialogue open(DialogueContext context) {
            return new FirstStep(first.get());
          }

          @Override
          public Optional<ServiceFacts> recognise(ByteBuffer received) {
            return StandardCharsets.US_ASCII.decode(received).toString().startsWith(greeting)
                ? Optional.of(ServiceFacts.of("service of " + greeting))
                : Optional.empty();
          }
        };
    return of(protocol, 5);
  }

  private record FirstStep(Step start) implements Dialogue {
    @Override
    public Step received(ByteBuffer bytes) {
      return Step.finish(() -> List.of("finding"));
    }

    @Override
    public Step silent() {
      return Step.send(new byte[] {1});
    }
  }
}

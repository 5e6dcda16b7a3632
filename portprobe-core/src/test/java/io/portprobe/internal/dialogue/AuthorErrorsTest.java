package io.portprobe.internal.dialogue;

import static io.portprobe.PeerEndpoints.endpointOf;
import static io.portprobe.Talk.bytes;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.DialogueReport;
import io.portprobe.DialogueReport.Outcome;
import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeListener;
import io.portprobe.ProbeReport;
import io.portprobe.Talk;
import io.portprobe.blocking.BlockedThread;
import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class AuthorErrorsTest {
  private static final String HERE = AuthorErrorsTest.class.getName();

  /** A deadline that is waited for; before it a peer has been heard on a busy machine, too. */
  private static final Duration SOON = ofSeconds(2);

  @TempDir private Path folder;

  /** As providers are: found by their class names alone. */
  public static final class Good implements Protocol {
    @Override
    public String name() {
      return "good";
    }

    @Override
    public Set<Binding> bindings() {
      return Set.of(Binding.tcp(7));
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Talk.Pinging();
    }
  }

  /** Another with the same name. */
  public static final class AlsoGood extends Base {
    /** For the service loader. */
    public AlsoGood() {
      super("good", Set.of(Binding.tcp(8)));
    }
  }

  /** Throws when it is made. */
  public static final class Unmakeable extends Base {
    /** For the service loader. */
    public Unmakeable() {
      super("unmakeable", Set.of());
      throw new IllegalStateException("no licence");
    }
  }

  /** Has no home. */
  public static final class Homeless extends Base {
    /** For the service loader. */
    public Homeless() {
      super("homeless", Set.of());
    }
  }

  /** Shouts. */
  public static final class Loud extends Base {
    /** For the service loader. */
    public Loud() {
      super("LOUD", Set.of(Binding.tcp(9)));
    }
  }

  /** Does not know its name. */
  public static final class Nameless extends Base {
    /** For the service loader. */
    public Nameless() {
      super("", Set.of());
    }

    @Override
    public String name() {
      throw new AssertionError("who am I?");
    }
  }

  abstract static class Base implements Protocol {
    private final String name;
    private final Set<Binding> home;

    Base(String name, Set<Binding> home) {
      this.name = name;
      this.home = home;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Set<Binding> bindings() {
      return home;
    }

    @Override
    public Dialogue open(DialogueContext context) {
      return new Talk.Pinging();
    }
  }

  private ClassLoader providing(Class<?>... providers) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(
        services.resolve(Protocol.class.getName()),
        List.of(providers).stream().map(Class::getName).toList());
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, AuthorErrorsTest.class.getClassLoader());
  }

  @Test
  void twoProtocols_sameName_failBuildNamingBothClasses() throws IOException {
    ProbeClientBuilder builder =
        ProbeClient.builder().protocolsFrom(providing(Good.class, AlsoGood.class));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two protocols are named 'good': %s$Good and %s$AlsoGood", HERE, HERE);

    builder.protocol(new AlsoGood());
    assertThatThrownBy(builder::build).as("it is still there twice").hasMessageContaining("two");
  }

  @Test
  void discoveredProtocol_invalid_isListedAsNotLoaded() throws IOException {
    ClassLoader loader =
        providing(Unmakeable.class, Homeless.class, Loud.class, Nameless.class, Good.class);
    try (ProbeClient client = ProbeClient.builder().protocolsFrom(loader).build();
        TcpPeer peer = ponging()) {
      assertThat(client.protocols()).containsExactly("good");
      assertThatThrownBy(() -> client.tcp("127.0.0.1", 1).as("unmakeable"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("protocol: 'unmakeable' (expected: good over TCP; not loaded: ")
          .hasMessageContaining(
              "Provider %s$Unmakeable could not be instantiated"
                  + " (java.lang.IllegalStateException: no licence); ",
              HERE)
          .hasMessageContaining(
              "; %s$Homeless: bindings: [] (expected: at least one binding); ", HERE)
          .hasMessageContaining(
              "; %s$Loud: name: 'LOUD' (expected: 1-32 lower-case letters, digits and hyphens); ",
              HERE)
          .hasMessageEndingWith(
              "; %s$Nameless: name() threw java.lang.AssertionError: who am I?)", HERE);
      assertThat(heard(client, peer, "good")).isEqualTo("pong");
    }
  }

  @Test
  void addedProtocol_invalid_failsBuild() {
    assertThatThrownBy(() -> ProbeClient.builder().protocol(new Homeless()).build())
        .hasMessage("%s$Homeless: bindings: [] (expected: at least one binding)", HERE);
    assertThatThrownBy(() -> ProbeClient.builder().protocol(new Nameless()).build())
        .hasMessage("%s$Nameless: name() threw java.lang.AssertionError: who am I?", HERE);
    assertThatThrownBy(() -> ProbeClient.builder().protocol(new Base(null, null) {}).build())
        .hasMessageEndingWith(": name: null (expected: a value)");
    assertThatThrownBy(() -> ProbeClient.builder().protocol(new Base("x", null) {}).build())
        .hasMessageEndingWith(": bindings: null (expected: a value)");
  }

  @Test
  void plugIn_returnsNull_failsDialogue() {
    assertThat(tcp(context -> null))
        .satisfies(
            dialogue -> {
              assertThat(dialogue.outcome()).isEqualTo(Outcome.FAILED);
              assertThat(dialogue.note())
                  .matches(
                      "the protocol 'bad' \\(.*\\) returned null from open\\(\\) .*Dialogue\\)");
            });
    assertThat(tcp(context -> hearing(bytes -> null)).note())
        .matches("the protocol 'bad' \\(.*\\) returned null from received\\(\\) .*a Step\\)");
  }

  @Test
  void plugIn_throws_failsDialogueWithException() {
    DialogueReport dialogue =
        tcp(
            context ->
                hearing(
                    bytes -> {
                      throw new IndexOutOfBoundsException("7");
                    }));
    assertThat(dialogue.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(dialogue.cause()).isEqualTo(DialogueReport.Cause.PLUGIN_FAILURE);
    assertThat(dialogue.note())
        .isEqualTo(
            "the protocol 'bad' threw in received(): java.lang.IndexOutOfBoundsException: 7");
    assertThat(dialogue.failure()).containsInstanceOf(IndexOutOfBoundsException.class);
  }

  @Tag("slow")
  @Test
  void plugIn_awaitsForever_isIncompleteAtDeadline() {
    DialogueReport dialogue = tcp(context -> hearing(bytes -> Step.await()), SOON);
    assertThat(dialogue.outcome()).isEqualTo(Outcome.INCOMPLETE);
    assertThat(dialogue.note())
        .isEqualTo("the deadline passed after 5 bytes while the protocol waited for more");
  }

  @Test
  void plugIn_sendsTooMuch_endsDialogueAtLimit() {
    DialogueReport stream =
        tcp(context -> hearing(bytes -> Step.send(ByteBuffer.allocate((4 << 20) + 1))));
    assertThat(stream.note()).isEqualTo("the protocol 'bad' requested to send more than 4 MiB");
  }

  @Test
  void finding_throwsInLines_isNamedInExplanation() {
    Finding mute =
        () -> {
          throw new UnsupportedOperationException("later");
        };
    try (ProbeClient client =
            client(Binding.tcp(7), context -> hearing(bytes -> Step.finish(mute)));
        TcpPeer peer = greeting()) {
      ProbeReport report = client.probe(endpointOf(peer)).as("bad").report().join();
      assertThat(report.findings()).containsExactly(mute);
      assertThat(report.explain())
          .contains("(the finding of the protocol 'bad', ", HERE)
          .contains("lines() threw java.lang.UnsupportedOperationException: later)");
    }
  }

  @Tag("slow")
  @Test
  void plugIn_blocks_failsProbeAndLeavesOthersAlone() throws Exception {
    AtomicBoolean released = new AtomicBoolean();
    Ends ends = new Ends();
    Function<DialogueContext, Dialogue> opening =
        context ->
            hearing(
                bytes -> {
                  BlockedThread.until(released::get);
                  return Step.mismatch("at last");
                });
    try (ProbeClient client = builder(Binding.tcp(7), opening).listener(ends).build();
        TcpPeer peer = greeting();
        TcpPeer closing = TcpPeer.closing();
        TcpPeer other = ponging()) {
      CompletableFuture<ProbeReport> stuck =
          client.probe(endpointOf(peer)).as("bad").timeout(SOON).report();
      assertThat(peer.awaitConnections(1, ofSeconds(20))).isTrue();

      assertThat(heard(client, other, "good")).as("another protocol").isEqualTo("pong");
      assertThat(client.probe(endpointOf(other)).state().join()).isEqualTo(PortState.LISTENING);
      assertThatThrownBy(() -> stuck.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(LocalFaultException.class)
          .hasMessageStartingWith(endpointOf(peer) + ": the protocol 'bad' does not return from ")
          .hasMessageContaining(HERE)
          .hasMessageEndingWith("(expected: at once, since a dialogue must not block)")
          .hasRootCauseMessage("the stack of the event loop");

      ProbeReport again =
          client.probe(endpointOf(closing)).as("bad").timeout(ofSeconds(20)).report().join();
      assertThat(again.state())
          .as("the same protocol, probed again")
          .isEqualTo(PortState.LISTENING);

      released.set(true);
      client.closeAsync().get(60, TimeUnit.SECONDS); // its loop has said all by then
      assertThat(ends.of(endpointOf(peer))).containsExactly("started", "failed");
    } finally {
      released.set(true);
    }
  }

  @Test
  void plugIn_blocks_clientCloses() throws Exception {
    AtomicBoolean released = new AtomicBoolean();
    ProbeClient client =
        client(
            Binding.tcp(7),
            context -> {
              BlockedThread.until(released::get);
              return new Talk.Pinging();
            });
    try (TcpPeer peer = greeting()) {
      CompletableFuture<ProbeReport> stuck =
          client.probe(endpointOf(peer)).as("bad").timeout(ofMinutes(10)).report();
      assertThat(peer.awaitConnections(1, ofSeconds(20))).isTrue();
      client.closeAsync().get(60, TimeUnit.SECONDS);
      assertThat(stuck).isCompletedExceptionally();
    } finally {
      released.set(true);
    }
  }

  /** A conversation with a peer that says five bytes, which ends by itself. */
  private static DialogueReport tcp(Function<DialogueContext, Dialogue> opening) {
    return tcp(opening, ofSeconds(20));
  }

  private static DialogueReport tcp(Function<DialogueContext, Dialogue> opening, Duration timeout) {
    try (ProbeClient client = client(Binding.tcp(7), opening);
        TcpPeer peer = greeting();
        TcpPeer other = ponging()) {
      ProbeReport report =
          client.probe(endpointOf(peer)).as("bad").timeout(timeout).report().join();
      assertThat(report.state()).isEqualTo(PortState.LISTENING);
      assertThat(heard(client, other, "good")).isEqualTo("pong");
      return report.dialogue().orElseThrow();
    }
  }

  private static ProbeClient client(Binding home, Function<DialogueContext, Dialogue> opening) {
    return builder(home, opening).build();
  }

  private static ProbeClientBuilder builder(
      Binding home, Function<DialogueContext, Dialogue> opening) {
    return ProbeClient.builder()
        .withoutDiscovery()
        .protocol(Talk.protocol("bad", home, opening))
        .protocol(new Good());
  }

  /** The events of each probe. */
  private static final class Ends implements ProbeListener {
    private final Map<Endpoint, List<String>> told = new ConcurrentHashMap<>();

    private void note(Endpoint endpoint, String what) {
      told.computeIfAbsent(endpoint, one -> new CopyOnWriteArrayList<>()).add(what);
    }

    List<String> of(Endpoint endpoint) {
      return told.getOrDefault(endpoint, List.of());
    }

    @Override
    public void started(Endpoint endpoint) {
      note(endpoint, "started");
    }

    @Override
    public void completed(ProbeReport report) {
      note(report.endpoint(), "answered");
    }

    @Override
    public void failed(Endpoint endpoint, Throwable failure) {
      note(endpoint, "failed");
    }

    @Override
    public void cancelled(Endpoint endpoint) {
      note(endpoint, "cancelled");
    }
  }

  private static String heard(ProbeClient client, TcpPeer peer, String protocol) {
    return client
        .probe(endpointOf(peer))
        .as(protocol)
        .report()
        .join()
        .finding(Talk.Heard.class)
        .orElseThrow()
        .words();
  }

  private static TcpPeer greeting() {
    return TcpPeer.serving(Script.reply(bytes("hello")).thenSilence());
  }

  private static TcpPeer ponging() {
    return TcpPeer.serving(Script.expect(bytes("ping\n")).reply(bytes("pong\n")).thenSilence());
  }

  private static Dialogue hearing(Function<ByteBuffer, Step> received) {
    return new Talk.Pinging() {
      @Override
      public Step start() {
        return Step.await();
      }

      @Override
      public Step received(ByteBuffer bytes) {
        return received.apply(bytes);
      }
    };
  }
}

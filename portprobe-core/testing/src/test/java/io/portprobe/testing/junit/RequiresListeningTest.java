package io.portprobe.testing.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.faultkit.Peer;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.faultkit.UdpPeer;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Protocols;
import io.portprobe.spi.ScriptedProtocol;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequiresListeningTest {
  private static final byte[] HELLO = "hello\r\n".getBytes(StandardCharsets.US_ASCII);

  private SourceCompiler source;
  private Path folder;

  @BeforeEach
  void here(@TempDir Path folder) {
    this.folder = folder;
    source = new SourceCompiler(folder);
  }

  /** Compiles a class with an annotation. */
  private Class<?> onClass(String requirement) throws Exception {
    return source.compiled(
        "Guarded", requirement + " class Guarded { @Test void runs() {} @Test void runsToo() {} }");
  }

  private Class<?> onMethod(String requirement) throws Exception {
    return source.compiled(
        "Guarded",
        "class Guarded { " + requirement + " @Test void runs() {} @Test void free() {} }");
  }

  private static String requires(String notation) {
    return "@RequiresListening(\"" + notation + "\")";
  }

  private static String at(Peer peer) {
    return peer.host() + ":" + peer.port();
  }

  @Test
  @DisplayName("A class or method runs if the port is listening")
  void listening() throws Exception {
    try (TcpPeer peer = TcpPeer.silent()) {
      assertThat(EngineRun.of(onClass(requires(at(peer)))).passed())
          .containsExactlyInAnyOrder("runs()", "runsToo()");
      assertThat(EngineRun.of(onMethod(requires("tcp://" + at(peer)))).passed())
          .containsExactlyInAnyOrder("runs()", "free()");
    }
  }

  @Test
  @DisplayName("A class is skipped with the report if nothing listens")
  void skipsClass() throws Exception {
    try (TcpPeer peer = TcpPeer.refusing()) {
      EngineRun run = EngineRun.of(onClass(requires(at(peer))));
      assertThat(run.skip("Guarded"))
          .contains("tcp://" + at(peer), "to be listening, but it is NOT LISTENING (refused)");
      assertThat(run.passed()).isEmpty();
      assertThat(run.failed()).isEmpty();
    }
  }

  @Tag("slow")
  @Test
  @DisplayName("A method with another requirement is skipped alone")
  void skipsMethod() throws Exception {
    try (TcpPeer peer = TcpPeer.refusing()) {
      EngineRun run = EngineRun.of(onMethod(requires(at(peer))));
      assertThat(run.skip("runs()")).contains("tcp://" + at(peer), "NOT LISTENING (refused)");
      assertThat(run.passed()).containsExactly("free()");
    }
  }

  @Test
  @DisplayName("A class is skipped with each missing port if one of several is missing")
  void several() throws Exception {
    try (TcpPeer up = TcpPeer.silent();
        TcpPeer down = TcpPeer.refusing();
        UdpPeer gone = UdpPeer.refusing()) {
      String reason =
          EngineRun.of(
                  onClass(
                      requires(at(up))
                          + "@RequiresListening({\"%s\", \"udp://%s\"})"
                              .formatted(at(down), at(gone))))
              .skip("Guarded");
      assertThat(reason)
          .contains("tcp://" + at(down), "udp://" + at(gone))
          .doesNotContain("tcp://" + at(up));
    }
  }

  @Test
  @DisplayName("A requirement is inherited by subclasses")
  void inherited() throws Exception {
    try (TcpPeer peer = TcpPeer.refusing()) {
      EngineRun run =
          EngineRun.of(
              source.compiled(
                  "Derived",
                  requires(at(peer))
                      + " class Base { @Test void runs() {} } class Derived extends Base {}"));
      assertThat(run.skip("Derived")).contains("NOT LISTENING (refused)");
    }
  }

  @Nested
  class OrFail {
    private static final String MISSING = "to be listening, but it is NOT LISTENING (refused)";

    @Test
    @DisplayName("orFail on a class and on a method turns skips into failures")
    void annotated() throws Exception {
      try (TcpPeer peer = TcpPeer.refusing()) {
        String requirement =
            "@RequiresListening(value = \"%s\", orFail = true)".formatted(at(peer));
        assertMissing(EngineRun.of(onClass(requirement)), "Guarded", peer);
        EngineRun run = EngineRun.of(onMethod(requirement));
        assertMissing(run, "runs()", peer);
        assertThat(run.passed()).containsExactly("free()");
      }
    }

    @Test
    @DisplayName("The configuration parameter turns skips into failures for the whole run")
    void configured() throws Exception {
      try (TcpPeer peer = TcpPeer.refusing()) {
        Class<?> type = onClass(requires(at(peer)));
        Map<String, String> orFail = Map.of(RequiresListeningExtension.OR_FAIL, "true");
        assertMissing(EngineRun.with(orFail, type), "Guarded", peer);
        orFail = Map.of(RequiresListeningExtension.OR_FAIL, "false");
        assertThat(EngineRun.with(orFail, type).skip("Guarded")).contains(MISSING);
      }
    }

    @Test
    @DisplayName("Nothing fails if all ports are listening")
    void present() throws Exception {
      try (TcpPeer peer = TcpPeer.silent()) {
        EngineRun run =
            EngineRun.of(
                onClass("@RequiresListening(value = \"%s\", orFail = true)".formatted(at(peer))));
        assertThat(run.passed()).hasSize(2);
      }
    }

    @Test
    @DisplayName("All missing ports are reported")
    void all() throws Exception {
      try (TcpPeer one = TcpPeer.refusing();
          TcpPeer other = TcpPeer.refusing()) {
        Throwable failure =
            EngineRun.of(
                    onClass(
                        "@RequiresListening(value = {\"%s\", \"%s\"}, orFail = true)"
                            .formatted(at(one), at(other))))
                .failure("Guarded");
        assertThat(failure).hasMessageContainingAll(at(one), at(other));
        assertThat(failure.getSuppressed()).hasSize(1);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PER_METHOD", "PER_CLASS"})
    @DisplayName("The class fails before its constructor runs")
    void constructor(String lifecycle) throws Exception {
      String body =
          " class Guarded { Guarded() { throw new IllegalStateException(\"no database\"); }"
              + " @Test void runs() {} }";
      try (TcpPeer peer = TcpPeer.refusing()) {
        String requirement =
            "@RequiresListening(value = \"%s\", orFail = true)".formatted(at(peer));
        String testInstance = "@TestInstance(TestInstance.Lifecycle.%s) ".formatted(lifecycle);
        assertMissing(
            EngineRun.of(source.compiled("Guarded", testInstance + requirement + body)),
            "Guarded",
            peer);
      }
    }

    @Test
    @DisplayName("A test fails before the constructor of its instance runs")
    void constructorOfMethod() throws Exception {
      try (TcpPeer peer = TcpPeer.refusing()) {
        Class<?> type =
            source.compiled(
                "Guarded",
                "class Guarded { Guarded() { throw new IllegalStateException(\"no database\"); } "
                    + "@RequiresListening(value = \"%s\", orFail = true) @Test void runs() {} }"
                        .formatted(at(peer)));
        assertMissing(EngineRun.of(type), "runs()", peer);
      }
    }

    private static void assertMissing(EngineRun run, String name, Peer peer) {
      assertThat(run.failed()).containsExactly(name);
      assertThat(run.failure(name))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("tcp://" + at(peer), MISSING);
    }
  }

  @Test
  @DisplayName("Requirements of a class and its superclass add up")
  void addsUp() throws Exception {
    try (TcpPeer up = TcpPeer.silent();
        TcpPeer down = TcpPeer.refusing()) {
      EngineRun run =
          EngineRun.of(
              source.compiled(
                  "Derived",
                  requires(at(down))
                      + " class Base { @Test void runs() {} } "
                      + requires(at(up))
                      + " class Derived extends Base {}"));
      assertThat(run.skip("Derived")).contains(at(down));
    }
  }

  @Nested
  class Udp {
    @Test
    @DisplayName("A class runs if a UDP port replies")
    void answers() throws Exception {
      try (UdpPeer peer = UdpPeer.responding(List::of)) {
        assertThat(EngineRun.of(onClass(requires("udp://" + at(peer)))).passed()).hasSize(2);
      }
    }

    @Test
    @DisplayName("A class is skipped if a UDP port is silent")
    void silent() throws Exception {
      try (UdpPeer peer = UdpPeer.silent()) {
        EngineRun run =
            EngineRun.of(
                onClass(
                    "@RequiresListening(value = \"udp://%s\", within = \"800 ms\")"
                        .formatted(at(peer))));
        assertThat(run.skip("Guarded"))
            .contains("udp://" + at(peer), "to be listening, which is not proven");
      }
    }
  }

  /** A protocol over TCP whose server sends hello. */
  public static final class Hello extends ScriptedProtocol {
    /** For the service loader. */
    public Hello() {
      super(Protocols.script("hello").tcp(7).expect("hello"));
    }
  }

  /** Speaks over UDP alone. */
  public static final class Word extends ScriptedProtocol {
    /** For the service loader. */
    public Word() {
      super(Protocols.script("word").udp(7).send("word").expect("word"));
    }
  }

  @Nested
  class OfProtocol {
    /** As a build that has the protocols' jar on its class path. */
    private EngineRun run(Class<?> type) throws Exception {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.writeString(
          services.resolve(Protocol.class.getName()),
          Hello.class.getName() + "\n" + Word.class.getName());
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      try (URLClassLoader jar = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
        thread.setContextClassLoader(jar);
        return EngineRun.of(type);
      } finally {
        thread.setContextClassLoader(before);
      }
    }

    @Test
    @DisplayName("A class runs if the port speaks the protocol over its transport")
    void spoken() throws Exception {
      try (TcpPeer stream = TcpPeer.serving((in, out) -> out.write(HELLO));
          UdpPeer datagrams = UdpPeer.responding(List::of)) {
        assertThat(
                run(onClass(
                        requires("HELLO://" + at(stream))
                            + requires("word://" + at(datagrams))
                            + requires("word+udp://" + at(datagrams))))
                    .passed())
            .hasSize(2);
      }
    }

    @Test
    @DisplayName("A class is skipped if the port does not speak the protocol")
    void notSpoken() throws Exception {
      try (TcpPeer peer = TcpPeer.closing()) {
        assertThat(run(onClass(requires("hello://" + at(peer)))).skip("Guarded"))
            .contains("tcp://" + at(peer), "to speak hello");
      }
    }

    @Test
    @DisplayName("A protocol that is unknown for the transport fails the class")
    void unknown() throws Exception {
      assertThat(run(onClass(requires("gopher://127.0.0.1:70"))).failure("Guarded"))
          .rootCause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(
              "port: 'gopher://127.0.0.1:70': no such protocol over TCP, and none over UDP"
                  + " (expected: tcp://HOST:PORT or udp://HOST:PORT to require a listening port, or"
                  + " a protocol")
          .hasMessageContaining("protocol: 'gopher' (expected: ")
          .hasMessageEndingWith("word over UDP)");
      assertThat(run(onMethod(requires("http://127.0.0.1:80"))).failure("runs()"))
          .rootCause()
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tcp://HOST:PORT");
      assertThat(run(onMethod(requires("hello+udp://127.0.0.1:7"))).failure("runs()"))
          .rootCause()
          .hasMessageContaining("hello");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          db                | port: 'db' (expected: [tcp[4
          db:0              | port: 'db:0': port: 0 (expected: 1-65535)
          ldap://d_ b:389   | port: 'ldap://d_ b:389': host: 'd_ b'
          a://b://c:1       | port: 'a://b://c:1' (expected: [tcp[4
          udp+tcp://db:1    | port: 'udp+tcp://db:1' (expected: [tcp[4
          sctp+dtls://db:1  | port: 'sctp+dtls://db:1' (expected: [tcp[4
          """)
  @DisplayName("An invalid port fails the class and is shown")
  void badPort(String notation, String message) throws Exception {
    assertThat(EngineRun.of(onClass(requires(notation))).failure("Guarded"))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class);
    Throwable failure = EngineRun.of(onMethod(requires(notation))).failure("runs()");
    assertThat(failure).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "soon | a number, then ms, s or m",
        "2 h  | a number, then ms, s or m",
        "-1 s | a number, then ms, s or m",
        "0 ms | more than zero, at most one hour",
        "61 m | more than zero, at most one hour",
      })
  @DisplayName("An invalid duration fails the class and is shown")
  void badTime(String time, String expected) throws Exception {
    Class<?> type =
        onClass(
            "@RequiresListening(value = \"127.0.0.1:1\", within = \"%s\", orFail = true)"
                .formatted(time));
    assertThat(EngineRun.of(type).failure("Guarded"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("duration: '" + time + "' (expected: " + expected + ")");
    assertThat(DurationText.parse("500 ms")).hasMillis(500);
    assertThat(DurationText.parse("2s")).hasSeconds(2);
    assertThat(DurationText.parse("60 m")).hasHours(1);
  }
}
